namespace Platform.Gateway.Admission;

/// <summary>What one tenant uses of the permits of <see cref="AdmissionControl"/>. Thread-safe.</summary>
sealed class TenantShare
{
    int _inFlight, _requests, _previousRequests;
    long _second = -1;

    /// <summary>An operator declared a crisis: the noisy-neighbour limit does not apply.</summary>
    public bool InCrisis { get; set; }

    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Requests in the second of the latest one and in the second before.</summary>
    public int RecentRequests => Volatile.Read(ref _requests) + PreviousSecondRequests;

    /// <summary>Requests in the second before that of the latest one.</summary>
    public int PreviousSecondRequests => Volatile.Read(ref _previousRequests);

    public int Increment() => Interlocked.Increment(ref _inFlight);

    public void Decrement() => Interlocked.Decrement(ref _inFlight);

    /// <summary>Counts a request; true where it is the first of that second.</summary>
    public bool CountRequest(long second)
    {
        var before = Volatile.Read(ref _second);
        if (before == second || Interlocked.CompareExchange(ref _second, second, before) != before)
        {
            Interlocked.Increment(ref _requests);
            return false;
        }
        var requests = Interlocked.Exchange(ref _requests, 1);
        Volatile.Write(ref _previousRequests, second == before + 1 ? requests : 0);
        return true;
    }
}

/// <summary>The admission of one request.</summary>
enum Permit
{
    /// <summary>Not admitted.</summary>
    None,

    /// <summary>One of those reserved for its tenant.</summary>
    Reserved,

    /// <summary>One of those shared by all tenants.</summary>
    Shared,
}
