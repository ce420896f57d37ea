using System.Diagnostics;

namespace Platform.LoadTests.Load.Measurements;

/// <summary>Throughput and latency second by second.</summary>
/// <param name="start">The first second's time stamp, in ticks of <see cref="Stopwatch"/>.</param>
sealed class Timeline(long start)
{
    readonly List<(long Count, long Failed, Histogram Latencies)> seconds = [];

    /// <summary>Every second from the first to the last with a response.</summary>
    public IReadOnlyList<TimelineSecond> Seconds =>
        [.. seconds.Select((one, at) => new TimelineSecond(at, one.Count, one.Failed, one.Latencies.PercentileMs(0.5), one.Latencies.PercentileMs(0.99)))];

    /// <summary>Records a response that acknowledges so many contacts.</summary>
    public void RecordResponse(long now, int count, long latency)
    {
        var at = IndexOf(now);
        seconds[at].Latencies.Record(latency);
        seconds[at] = seconds[at] with { Count = seconds[at].Count + count };
    }

    /// <summary>Records a failed attempt.</summary>
    public void RecordFailure(long now)
    {
        var at = IndexOf(now);
        seconds[at] = seconds[at] with { Failed = seconds[at].Failed + 1 };
    }

    int IndexOf(long now)
    {
        var at = (int)Math.Max(0, (now - start) / Stopwatch.Frequency);
        while (seconds.Count <= at) seconds.Add((0, 0, new Histogram()));
        return at;
    }
}

/// <summary>One second of a timeline.</summary>
/// <param name="At">Its number, from 0.</param>
/// <param name="Count">Receipts.</param>
/// <param name="Failed">Other responses, and attempts without one.</param>
/// <param name="P50Ms">Median latency in milliseconds.</param>
/// <param name="P99Ms">99th percentile in milliseconds.</param>
readonly record struct TimelineSecond(int At, long Count, long Failed, double P50Ms, double P99Ms);
