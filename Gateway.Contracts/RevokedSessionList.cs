namespace Platform.Gateway.Contracts;

/// <summary>The sessions that were signed out before they expired, so that no gateway accepts a copy of their cookie.</summary>
/// <remarks><c>GET /edge/sessions/ended?after=VERSION</c>, with a context of <see cref="Roles.Gateway"/>, is a long poll: it answers as soon as
/// a session was revoked after the version, or after 25 seconds with none. It may repeat sessions that are known already.
/// <c>POST</c> to the same path revokes a <see cref="RevokedSession"/>.</remarks>
/// <param name="Version">When the latest was revoked, in milliseconds since 1970 by the clock of the database.</param>
/// <param name="Sessions">Those that have not expired yet.</param>
public sealed record RevokedSessionList(long Version, IReadOnlyList<RevokedSession> Sessions)
{
    /// <summary>The endpoint of a silo.</summary>
    public const string Path = "/edge/sessions/ended";
}

/// <summary>A session that was signed out.</summary>
/// <param name="Id">Random; grants nothing by itself.</param>
/// <param name="Until">When the session expires anyway, and its revocation can be forgotten.</param>
public sealed record RevokedSession(string Id, DateTimeOffset Until);
