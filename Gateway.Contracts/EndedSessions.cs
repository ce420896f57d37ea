namespace Platform.Gateway.Contracts;

/// <summary>The sessions that were signed out before their time, so that no gateway takes a copy of their cookie.</summary>
/// <remarks><c>GET /edge/sessions/ended?after=VERSION</c>, with a context of <see cref="Roles.Gateway"/>, answers as soon as there is one that
/// ended later than the version, or after 25 seconds with none. Some that are known already may be told again.
/// <c>POST</c> to the same place tells an <see cref="EndedSession"/>.</remarks>
/// <param name="Version">The moment of the last, in milliseconds since 1970 by the clock of the database.</param>
/// <param name="Sessions">Those that are not yet too old to be used anyway.</param>
public sealed record EndedSessions(long Version, IReadOnlyList<EndedSession> Sessions)
{
    /// <summary>Where a silo tells and is told.</summary>
    public const string Path = "/edge/sessions/ended";
}

/// <summary>A session that was signed out.</summary>
/// <param name="Id">Random; opens nothing by itself.</param>
/// <param name="Until">When it would have ended anyway, and can be forgotten.</param>
public sealed record EndedSession(string Id, DateTimeOffset Until);
