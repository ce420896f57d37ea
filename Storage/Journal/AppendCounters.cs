using System.Diagnostics;

namespace Platform.Storage.Journal;

/// <summary>What the journal wrote since the start. Safe for any number of threads.</summary>
sealed class AppendCounters
{
    long _contacts, _appends, _batches, _ticks;

    /// <summary>Contacts that became durable.</summary>
    public long Contacts => Interlocked.Read(ref _contacts);

    /// <summary>Appends that were carried, whatever became of them.</summary>
    public long Appends => Interlocked.Read(ref _appends);

    /// <summary>Transactions they travelled in.</summary>
    public long Batches => Interlocked.Read(ref _batches);

    /// <summary>Seconds of all these transactions.</summary>
    public double Seconds => (double)Interlocked.Read(ref _ticks) / Stopwatch.Frequency;

    public void Contact() => Interlocked.Increment(ref _contacts);

    /// <summary>A transaction ended.</summary>
    public void Carried(int appends, long since)
    {
        Interlocked.Add(ref _appends, appends);
        Interlocked.Increment(ref _batches);
        Interlocked.Add(ref _ticks, Stopwatch.GetTimestamp() - since);
    }
}
