using Platform.Gateway.Affinity;

namespace Platform.Gateway.Silos;

/// <summary>A silo, and what is believed of it. Believed to answer until it refuses, breaks off or falls silent.</summary>
sealed class SiloDestination(Uri address)
{
    // Longer than any pause of a collector or of a checkpoint seen here; with the probe that follows, a frozen silo is left within a second.
    const long Silence = 500;
    const int LongestRest = 4_000;

    volatile bool _answers = true, _draining;
    volatile CancellationTokenSource _giveUp = new();
    int _waiting, _losses;
    long _sign, _restUntil;

    public string Prefix { get; } = address.GetLeftPart(UriPartial.Authority);

    /// <summary>The same in every gateway.</summary>
    public ulong AffinityHash { get; } = Fnv1a.Hash(address.GetLeftPart(UriPartial.Authority));

    /// <summary>It is believed to answer.</summary>
    public bool IsHealthy => _answers;

    /// <summary>It said that it leaves: it gets nothing new, and what it has ends in peace.</summary>
    public bool Draining { get => _draining; set => _draining = value; }

    /// <summary>New requests may go there.</summary>
    public bool IsAvailable => _answers && !_draining;

    /// <summary>Requests that it has not answered yet.</summary>
    public int PendingRequests => Volatile.Read(ref _waiting);

    /// <summary>Cancelled when whatever waits for it should wait no longer.</summary>
    public CancellationToken PendingCancellation => _giveUp.Token;

    /// <summary>It was lost a moment ago; not worth a question yet.</summary>
    public bool InBackoff => Environment.TickCount64 < Volatile.Read(ref _restUntil);

    /// <summary>Requests wait, and for half a second not one of them was answered.</summary>
    public bool IsUnresponsive => PendingRequests > 0 && Environment.TickCount64 - Volatile.Read(ref _sign) > Silence;

    public void RequestStarted()
    {
        if (Interlocked.Increment(ref _waiting) == 1)
            Volatile.Write(ref _sign, Environment.TickCount64);
    }

    public void RequestEnded() => Interlocked.Decrement(ref _waiting);

    /// <summary>A sign of life, an answer of any kind.</summary>
    public void RecordResponse()
    {
        Volatile.Write(ref _sign, Environment.TickCount64);
        if (_losses > 0)
            Interlocked.Exchange(ref _losses, 0);
    }

    public bool RespondedSince(long moment) => Volatile.Read(ref _sign) >= moment;

    /// <summary>It serves again.</summary>
    public void MarkHealthy() => _answers = true;

    /// <summary>It is passed over until it says that it is well: asked after a short time that grows with every loss in a row.</summary>
    public void MarkUnhealthy()
    {
        if (!_answers)
            return;
        _answers = false;
        var losses = Math.Min(Interlocked.Increment(ref _losses), 10);
        Volatile.Write(ref _restUntil, Environment.TickCount64 + Math.Min(100 << (losses - 1), LongestRest));
    }

    /// <summary>Whoever waits for its answer is let go, to try elsewhere what may be tried twice.</summary>
    public void CancelPending()
    {
        MarkUnhealthy();
        // Not disposed: an attempt may just be looking at it; it holds nothing but memory.
        Interlocked.Exchange(ref _giveUp, new()).Cancel();
    }

    /// <summary>It is no more: whoever chose it a moment ago is let go as well.</summary>
    public void Remove()
    {
        MarkUnhealthy();
        _giveUp.Cancel();
    }
}
