using System.Diagnostics;

namespace Platform.LoadTests.Load.Measurements;

/// <summary>What came, second by second.</summary>
/// <param name="start">Of the first second, in ticks of <see cref="Stopwatch"/>.</param>
sealed class Timeline(long start)
{
    readonly List<(long Count, long Refused, Histogram Delays)> seconds = [];

    /// <summary>Every second from the first to the last that had something.</summary>
    public IReadOnlyList<Second> Seconds =>
        [.. seconds.Select((one, at) => new Second(at, one.Count, one.Refused, one.Delays.Milliseconds(0.5), one.Delays.Milliseconds(0.99)))];

    /// <summary>Counts an answer.</summary>
    public void Answer(long now, int count, long delay)
    {
        var at = At(now);
        seconds[at].Delays.Record(delay);
        seconds[at] = seconds[at] with { Count = seconds[at].Count + count };
    }

    /// <summary>Counts an answer that was no receipt.</summary>
    public void Refuse(long now)
    {
        var at = At(now);
        seconds[at] = seconds[at] with { Refused = seconds[at].Refused + 1 };
    }

    int At(long now)
    {
        var at = (int)Math.Max(0, (now - start) / Stopwatch.Frequency);
        while (seconds.Count <= at) seconds.Add((0, 0, new Histogram()));
        return at;
    }
}

/// <summary>One second.</summary>
/// <param name="At">From 0.</param>
/// <param name="Count">Receipts.</param>
/// <param name="Refused">Other answers, and those that never came.</param>
/// <param name="P50Ms">Half took no longer.</param>
/// <param name="P99Ms">99 of 100 took no longer.</param>
readonly record struct Second(int At, long Count, long Refused, double P50Ms, double P99Ms);
