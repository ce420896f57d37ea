namespace Platform.Gateway.Budgets;

/// <summary>What one tenant has of the places at the silos.</summary>
sealed class Share
{
    int _taken, _asked, _askedBefore;
    long _second = -1;

    /// <summary>Its load is no surge, whatever it asks: an operator said so.</summary>
    public bool InCrisis { get; set; }

    public int Taken => Volatile.Read(ref _taken);

    /// <summary>How often it asked in the second of its last question and in the one before.</summary>
    public int Asked => Volatile.Read(ref _asked) + AskedBefore;

    /// <summary>How often in the second before that alone.</summary>
    public int AskedBefore => Volatile.Read(ref _askedBefore);

    public int Take() => Interlocked.Increment(ref _taken);

    public void GiveBack() => Interlocked.Decrement(ref _taken);

    /// <summary>It asks for a place; whether this is its first question in that second.</summary>
    public bool Ask(long second)
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
enum Seat
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>One that is kept for its tenant.</summary>
    Own,

    /// <summary>One of those that are there for all.</summary>
    Shared,
}
