namespace Platform.Gateway.Destinations;

/// <summary>A silo as this gateway sees it: healthy until it refuses a connection, breaks one off or stops responding. Thread-safe.</summary>
sealed class SiloDestination(Uri address)
{
    // Longer than any pause for garbage collection or a checkpoint seen here; with the probe that follows, a frozen silo is left within a second.
    const long UnresponsiveAfterMs = 500;
    const int LongestBackoffMs = 4_000;

    volatile bool _isHealthy = true, _draining;
    volatile CancellationTokenSource _pendingCancellation = new();
    int _pendingRequests, _failures;
    long _lastResponse, _backoffUntil;

    /// <summary>Scheme, host and port.</summary>
    public string Prefix { get; } = address.GetLeftPart(UriPartial.Authority);

    /// <summary>The same in every gateway.</summary>
    public ulong AffinityHash { get; } = Fnv1a.Hash(address.GetLeftPart(UriPartial.Authority));

    public bool IsHealthy => _isHealthy;

    /// <summary>The silo shuts down gracefully: it gets no new requests, and those it has are left to finish.</summary>
    public bool Draining { get => _draining; set => _draining = value; }

    /// <summary>New requests may be sent to it.</summary>
    public bool IsAvailable => _isHealthy && !_draining;

    /// <summary>Requests without a response yet.</summary>
    public int PendingRequests => Volatile.Read(ref _pendingRequests);

    /// <summary>Cancelled when requests should wait for this silo no longer.</summary>
    public CancellationToken PendingCancellation => _pendingCancellation.Token;

    /// <summary>It failed a moment ago; too early for a probe.</summary>
    public bool InBackoff => Environment.TickCount64 < Volatile.Read(ref _backoffUntil);

    /// <summary>Requests are pending, and none was answered for half a second.</summary>
    public bool IsUnresponsive => PendingRequests > 0 && Environment.TickCount64 - Volatile.Read(ref _lastResponse) > UnresponsiveAfterMs;

    public void RequestStarted()
    {
        if (Interlocked.Increment(ref _pendingRequests) == 1)
            Volatile.Write(ref _lastResponse, Environment.TickCount64);
    }

    public void RequestEnded() => Interlocked.Decrement(ref _pendingRequests);

    /// <summary>It responded, whatever the status.</summary>
    public void RecordResponse()
    {
        Volatile.Write(ref _lastResponse, Environment.TickCount64);
        if (_failures > 0)
            Interlocked.Exchange(ref _failures, 0);
    }

    /// <param name="since">By <see cref="Environment.TickCount64"/>.</param>
    public bool RespondedSince(long since) => Volatile.Read(ref _lastResponse) >= since;

    public void MarkHealthy() => _isHealthy = true;

    /// <summary>It gets no requests until a probe succeeds; the backoff before that probe doubles with every failure in a row.</summary>
    public void MarkUnhealthy()
    {
        if (!_isHealthy)
            return;
        _isHealthy = false;
        var failures = Math.Min(Interlocked.Increment(ref _failures), 10);
        Volatile.Write(ref _backoffUntil, Environment.TickCount64 + Math.Min(100 << (failures - 1), LongestBackoffMs));
    }

    /// <summary>Cancels the pending requests, so that those that may be repeated are sent to another silo.</summary>
    public void CancelPending()
    {
        MarkUnhealthy();
        // Not disposed: an attempt may be registering with it just now; it holds nothing but memory.
        Interlocked.Exchange(ref _pendingCancellation, new()).Cancel();
    }

    /// <summary>The silo is gone for good: requests that picked it a moment ago are cancelled as well.</summary>
    public void Remove()
    {
        MarkUnhealthy();
        _pendingCancellation.Cancel();
    }
}
