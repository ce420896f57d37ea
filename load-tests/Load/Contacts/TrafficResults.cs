using System.Diagnostics;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Load.Measurements;

namespace Platform.LoadTests.Load.Contacts;

/// <summary>The results of one traffic: receipts, throughput, latencies and failures. Written by one thread.</summary>
/// <param name="from">When the measured time begins, in ticks of <see cref="Stopwatch"/>.</param>
/// <param name="until">When it ends: receipts outside of it are kept, but not counted.</param>
sealed class TrafficResults(long from = 0, long until = long.MaxValue)
{
    readonly long measuredFrom = from == 0 ? Stopwatch.GetTimestamp() : from;
    long acknowledged;
    long lastAt;

    /// <summary>When the measured time ends.</summary>
    public long Until => until;

    /// <summary>Acknowledged contacts a second of the measured time, or until the last one where it has no end.</summary>
    public double PerSecond => Acknowledged / Math.Max(0.001, Seconds);

    /// <summary>The length of the measured time.</summary>
    public double Seconds => Stopwatch.GetElapsedTime(measuredFrom, until == long.MaxValue ? lastAt : until).TotalSeconds;

    /// <summary>From sending, or from when a contact was due, to the receipt.</summary>
    public Histogram Latencies { get; } = new();

    /// <summary>The same by second.</summary>
    public Timeline Timeline { get; } = new(from == 0 ? Stopwatch.GetTimestamp() : from);

    /// <summary>Every receipt.</summary>
    public List<Acknowledgement> Receipts { get; } = [];

    /// <summary>Other responses by status; 0: no response.</summary>
    public Dictionary<int, int> FailuresByStatus { get; } = [];

    /// <summary>Contacts acknowledged within the measured time; any thread may read it.</summary>
    public long Acknowledged => Volatile.Read(ref acknowledged);

    /// <summary>Counts a response.</summary>
    /// <param name="contacts">How many contacts it acknowledges.</param>
    /// <param name="sentAt">When its request was sent, or was due.</param>
    public void CountAcknowledged(int contacts, long sentAt)
    {
        var now = Stopwatch.GetTimestamp();
        if (now < from || now > until) return;
        Latencies.Record(now - sentAt);
        Timeline.RecordResponse(now, contacts, now - sentAt);
        lastAt = now;
        Volatile.Write(ref acknowledged, acknowledged + contacts);
    }

    /// <summary>Keeps a receipt for the checker.</summary>
    public void AddReceipt(string run, int person, int number, Guid citizen, long version, long sentAt) => Receipts.Add(
        new(new Canary(Population.TenantOf(person).Id, run, number), person, citizen, version, sentAt, Stopwatch.GetTimestamp()));

    /// <summary>Counts a failed attempt.</summary>
    public void CountFailure(int status)
    {
        FailuresByStatus[status] = FailuresByStatus.GetValueOrDefault(status) + 1;
        Timeline.RecordFailure(Stopwatch.GetTimestamp());
    }
}
