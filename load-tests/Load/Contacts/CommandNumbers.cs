namespace Platform.LoadTests.Load.Contacts;

/// <summary>Numbers a run's commands; any thread may take one.</summary>
sealed class CommandNumbers
{
    int last = -1;

    /// <summary>How many were issued.</summary>
    public int Issued => Volatile.Read(ref last) + 1;

    /// <summary>Issues the next, from 0.</summary>
    public int Next() => Interlocked.Increment(ref last);
}
