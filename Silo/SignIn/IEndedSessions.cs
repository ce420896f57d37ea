using Platform.Gateway.Contracts;

namespace Platform.Silo.SignIn;

/// <summary>Where the sessions are kept that were signed out. Ending one twice is ending it once.</summary>
interface IEndedSessions
{
    /// <summary>Keeps one, and forgets those that are too old to matter.</summary>
    ValueTask End(RevokedSession session, CancellationToken cancellation = default);

    /// <summary>Those that ended at or after a moment of the store's clock, in milliseconds since 1970; oldest first.</summary>
    ValueTask<IReadOnlyList<(RevokedSession Session, long At)>> Since(long moment, CancellationToken cancellation = default);
}
