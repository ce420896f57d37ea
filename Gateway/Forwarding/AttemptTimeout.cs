using System.Collections.Concurrent;

namespace Platform.Gateway.Forwarding;

/// <summary>The patience of one sending: it ends when the client leaves, when time is over, or when the silo is given up.</summary>
/// <remarks>Kept and used again, because a linked source with a timer for every request would cost more than all else that is done here.</remarks>
sealed class AttemptTimeout : CancellationTokenSource
{
    const int MostKept = 1_024;

    static readonly ConcurrentQueue<AttemptTimeout> _kept = new();
    static readonly Action<object?> _end = attempt => ((AttemptTimeout)attempt!).Cancel();
    static int _count;

    CancellationTokenRegistration _client, _silo;

    public static AttemptTimeout Start(CancellationToken client, CancellationToken silo, long milliseconds)
    {
        if (_kept.TryDequeue(out var attempt))
            Interlocked.Decrement(ref _count);
        else
            attempt = new();
        attempt._client = client.UnsafeRegister(_end, attempt);
        attempt._silo = silo.UnsafeRegister(_end, attempt);
        attempt.CancelAfter(TimeSpan.FromMilliseconds(Math.Max(0, milliseconds)));
        return attempt;
    }

    /// <summary>The silo has answered, and the client sees it: from here on it is only left when the client leaves or time is over.</summary>
    public void DetachDestination()
    {
        _silo.Dispose();
        _silo = default;
    }

    protected override void Dispose(bool disposing)
    {
        // Waits for a cancellation that runs just now, so that none reaches the next user.
        _client.Dispose();
        _silo.Dispose();
        (_client, _silo) = (default, default);
        if (!disposing || !TryReset())
            base.Dispose(disposing);
        else if (Interlocked.Increment(ref _count) <= MostKept)
            _kept.Enqueue(this);
        else
        {
            Interlocked.Decrement(ref _count);
            base.Dispose(disposing);
        }
    }
}
