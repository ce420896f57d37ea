using System.Collections.Concurrent;

namespace Platform.Gateway.Forwarding;

/// <summary>Cancels one attempt when the client disconnects, the time is over, or the requests pending at the silo are cancelled.</summary>
/// <remarks>Pooled: a linked source with a timer for every request would cost more than the rest of forwarding.</remarks>
sealed class AttemptTimeout : CancellationTokenSource
{
    const int MostPooled = 1_024;

    static readonly ConcurrentQueue<AttemptTimeout> _pool = new();
    static readonly Action<object?> _cancel = timeout => ((AttemptTimeout)timeout!).Cancel();
    static int _pooled;

    CancellationTokenRegistration _client, _destination;

    public static AttemptTimeout Start(CancellationToken client, CancellationToken destination, long milliseconds)
    {
        if (_pool.TryDequeue(out var timeout))
            Interlocked.Decrement(ref _pooled);
        else
            timeout = new();
        timeout._client = client.UnsafeRegister(_cancel, timeout);
        timeout._destination = destination.UnsafeRegister(_cancel, timeout);
        timeout.CancelAfter(TimeSpan.FromMilliseconds(Math.Max(0, milliseconds)));
        return timeout;
    }

    /// <summary>The response has begun to reach the client: from here on only the client or the time can cancel it.</summary>
    public void DetachDestination()
    {
        _destination.Dispose();
        _destination = default;
    }

    protected override void Dispose(bool disposing)
    {
        // Disposing a registration waits for a callback that is running, so that none reaches the next user.
        _client.Dispose();
        _destination.Dispose();
        (_client, _destination) = (default, default);
        if (!disposing || !TryReset())
            base.Dispose(disposing);
        else if (Interlocked.Increment(ref _pooled) <= MostPooled)
            _pool.Enqueue(this);
        else
        {
            Interlocked.Decrement(ref _pooled);
            base.Dispose(disposing);
        }
    }
}
