namespace Platform.Grains.Interfaces.Operations;

/// <summary>Where the sessions are kept that were signed out. Revoking one twice is revoking it once.</summary>
public interface IRevokedSessionStore
{
    /// <summary>Keeps one until it would have expired, and forgets those that have.</summary>
    /// <param name="id">Of the session.</param>
    /// <param name="until">When it would have expired.</param>
    /// <param name="cancellation">Gives up.</param>
    ValueTask Revoke(string id, DateTimeOffset until, CancellationToken cancellation = default);

    /// <summary>Those that were revoked at or after a moment of the store's clock, in milliseconds since 1970; oldest first.</summary>
    ValueTask<IReadOnlyList<(string Id, DateTimeOffset Until, long At)>> Since(long moment, CancellationToken cancellation = default);
}
