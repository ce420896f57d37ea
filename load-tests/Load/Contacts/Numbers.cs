namespace Platform.LoadTests.Load.Contacts;

/// <summary>The numbers of a run's commands, each given once, to whichever sender asks.</summary>
sealed class Numbers
{
    int next = -1;

    /// <summary>How many were given.</summary>
    public int Given => Volatile.Read(ref next) + 1;

    /// <summary>One more.</summary>
    public int Take() => Interlocked.Increment(ref next);
}
