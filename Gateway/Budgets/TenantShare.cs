namespace Platform.Gateway.Budgets;

/// <summary>What one tenant has of the places at the silos.</summary>
sealed class TenantShare
{
    int _taken, _asked, _askedBefore;
    long _second = -1;

    /// <summary>Its load is no surge, whatever it asks: an operator said so.</summary>
    public bool InCrisis { get; set; }

    public int InFlight => Volatile.Read(ref _taken);

    /// <summary>How often it asked in the second of its last question and in the one before.</summary>
    public int RecentRequests => Volatile.Read(ref _asked) + PreviousSecondRequests;

    /// <summary>How often in the second before that alone.</summary>
    public int PreviousSecondRequests => Volatile.Read(ref _askedBefore);

    public int Increment() => Interlocked.Increment(ref _taken);

    public void Decrement() => Interlocked.Decrement(ref _taken);

    /// <summary>It asks for a place; whether this is its first question in that second.</summary>
    public bool CountRequest(long second)
    {
        var before = Volatile.Read(ref _second);
        if (before == second || Interlocked.CompareExchange(ref _second, second, before) != before)
        {
            Interlocked.Increment(ref _asked);
            return false;
        }
        var asked = Interlocked.Exchange(ref _asked, 1);
        Volatile.Write(ref _askedBefore, second == before + 1 ? asked : 0);
        return true;
    }
}

/// <summary>Whose place it is that a request takes.</summary>
enum Permit
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>One that is kept for its tenant.</summary>
    Reserved,

    /// <summary>One of those that are there for all.</summary>
    Shared,
}
