using System.Collections.Immutable;
using Platform.Gateway.Contracts;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Operations;

namespace Platform.Web.GatewayFeeds;

/// <summary>What this silo knows of ended sessions: read from the store at each notice, and every five seconds, for a notice may be lost: gateways of every silo hear of each.</summary>
sealed class RevokedSessions(IRevokedSessionStore store, ISiloNotices notices, TimeProvider clock) : BackgroundService
{
    // A row that commits late carries an earlier moment than one already read.
    const long Overlap = 10_000;
    static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500), Interval = TimeSpan.FromSeconds(5);

    volatile ImmutableDictionary<string, (RevokedSession Session, long At)> _all = ImmutableDictionary<string, (RevokedSession, long)>.Empty;
    volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    long _newest;

    /// <summary>Revokes one, here at once, in every silo in a moment.</summary>
    public async Task Revoke(RevokedSession session, CancellationToken cancellation)
    {
        await store.Revoke(session.Id, session.Until, cancellation);
        await Refresh(cancellation);
        notices.Publish(SiloNotice.SessionRevoked);
    }

    /// <summary>Those after a moment, as soon as there are any, or none after the timeout.</summary>
    public async Task<RevokedSessionList> After(long moment, TimeSpan timeout, CancellationToken cancellation)
    {
        var next = _next.Task;
        if (Volatile.Read(ref _newest) <= moment)
            await Task.WhenAny(next, Task.Delay(timeout, clock, cancellation));
        var newest = Volatile.Read(ref _newest);
        return new(newest, [.. _all.Values.Where(one => one.At > moment - Overlap).Select(one => one.Session)]);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var delay = Interval;
            try
            {
                await Refresh(stoppingToken);
            }
            catch (Exception e) when (e is JournalUnavailableException or OperationCanceledException)
            {
                // The journal says so itself; what is known stays known.
                delay = RetryDelay;
            }
            await Task.Delay(delay, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Reads what was revoked since the last time.</summary>
    public async Task Refresh(CancellationToken cancellation)
    {
        var read = await store.Since(Volatile.Read(ref _newest) - Overlap, cancellation);
        lock (store)
        {
            var (all, now) = (_all, clock.GetUtcNow());
            var unknown = read.Where(one => !all.ContainsKey(one.Id)).ToArray();
            if (unknown.Length == 0)
                return;
            _all = all.RemoveRange(all.Values.Where(one => one.Session.Until < now).Select(one => one.Session.Id))
                .SetItems(unknown.Select(one => KeyValuePair.Create(one.Id, (new RevokedSession(one.Id, one.Until), one.At))));
            Volatile.Write(ref _newest, Math.Max(_newest, unknown.Max(one => one.At)));
        }
        var told = _next;
        _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        told.TrySetResult();
    }
}
