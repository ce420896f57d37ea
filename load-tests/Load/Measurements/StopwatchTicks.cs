using System.Diagnostics;

namespace Platform.LoadTests.Load.Measurements;

/// <summary>Ticks of <see cref="Stopwatch"/>, the unit of every time stamp here.</summary>
static class StopwatchTicks
{
    /// <summary>The time stamp this much later than now.</summary>
    public static long FromNow(TimeSpan time) => Stopwatch.GetTimestamp() + Of(time);

    /// <summary>A duration in ticks.</summary>
    public static long Of(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
