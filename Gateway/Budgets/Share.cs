namespace Platform.Gateway;

/// <summary>What one tenant has of the places at the silos.</summary>
sealed class Share
{
    int _taken;
    long _second = -1;

    public int Taken => Volatile.Read(ref _taken);

    public int Take() => Interlocked.Increment(ref _taken);

    public void GiveBack() => Interlocked.Decrement(ref _taken);

    /// <summary>Whether this is its first request in that second.</summary>
    public bool IsFirstIn(long second) =>
        Volatile.Read(ref _second) != second && Interlocked.Exchange(ref _second, second) != second;
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
