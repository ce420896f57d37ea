using System.Diagnostics;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Load.Measurements;

namespace Platform.LoadTests.Load.Contacts;

/// <summary>What one sender saw in one measurement.</summary>
/// <param name="from">When the measured time begins, in ticks of <see cref="Stopwatch"/>.</param>
/// <param name="until">When it ends: what is answered outside is true, but not counted.</param>
sealed class Tally(long from = 0, long until = long.MaxValue)
{
    readonly long start = from == 0 ? Stopwatch.GetTimestamp() : from;
    long count;
    long last;

    /// <summary>When the measured time ends.</summary>
    public long Until => until;

    /// <summary>Answers that count, a second of the measured time; where that has no end, until the last one.</summary>
    public double PerSecond => Count / Math.Max(0.001, Seconds);

    /// <summary>How long the measured time is.</summary>
    public double Seconds => Stopwatch.GetElapsedTime(start, until == long.MaxValue ? last : until).TotalSeconds;

    /// <summary>From sending to receipt.</summary>
    public Histogram Delays { get; } = new();

    /// <summary>The same, second by second.</summary>
    public Timeline Timeline { get; } = new(from == 0 ? Stopwatch.GetTimestamp() : from);

    /// <summary>Every receipt.</summary>
    public List<Acknowledgement> Receipts { get; } = [];

    /// <summary>Other answers, by their status; 0: none came.</summary>
    public Dictionary<int, int> Troubles { get; } = [];

    /// <summary>Answers that count, within the measured time; any thread may look.</summary>
    public long Count => Volatile.Read(ref count);

    /// <summary>Counts answers.</summary>
    /// <param name="contacts">How many contacts they acknowledge.</param>
    /// <param name="sentAt">When their request left, or should have.</param>
    public void Add(int contacts, long sentAt)
    {
        var now = Stopwatch.GetTimestamp();
        if (now < from || now > until) return;
        Delays.Record(now - sentAt);
        Timeline.Answer(now, contacts, now - sentAt);
        last = now;
        Volatile.Write(ref count, count + contacts);
    }

    /// <summary>Keeps a receipt for the checker.</summary>
    public void Keep(string run, int person, int number, Guid citizen, long version, long sentAt) => Receipts.Add(
        new(new Mark(Population.Home(person).Id, run, number), person, citizen, version, sentAt, Stopwatch.GetTimestamp()));

    /// <summary>Notes an answer that is no receipt.</summary>
    public void Trouble(int status)
    {
        Troubles[status] = Troubles.GetValueOrDefault(status) + 1;
        Timeline.Refuse(Stopwatch.GetTimestamp());
    }
}
