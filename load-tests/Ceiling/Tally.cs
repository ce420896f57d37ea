using System.Diagnostics;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Generating;

namespace Platform.LoadTests.Ceiling;

/// <summary>What one sender saw in one measurement.</summary>
sealed class Tally
{
    /// <summary>From sending to receipt.</summary>
    public Histogram Delays { get; } = new();

    /// <summary>Every receipt.</summary>
    public List<Acknowledgement> Receipts { get; } = [];

    /// <summary>Other answers, by their status; 0: none came.</summary>
    public Dictionary<int, int> Troubles { get; } = [];

    /// <summary>Answers that count, within the measured time.</summary>
    public long Count { get; private set; }

    /// <summary>Counts answers.</summary>
    /// <param name="contacts">How many contacts they acknowledge.</param>
    /// <param name="sentAt">When their request left.</param>
    /// <param name="until">When the measured time ends: what comes later is true, but not counted.</param>
    public void Add(int contacts, long sentAt, long until)
    {
        var now = Stopwatch.GetTimestamp();
        if (now > until) return;
        Delays.Record(now - sentAt);
        Count += contacts;
    }

    /// <summary>Keeps a receipt for the checker.</summary>
    public void Keep(string run, int person, int number, Guid citizen, long version, long sentAt) => Receipts.Add(
        new(new Mark(Population.Home(person).Id, run, number), person, citizen, version, sentAt, Stopwatch.GetTimestamp()));

    /// <summary>Notes an answer that is no receipt.</summary>
    public void Trouble(int status) => Troubles[status] = Troubles.GetValueOrDefault(status) + 1;
}
