using System.Diagnostics;

namespace Platform.LoadTests.Load.Measurements;

/// <summary>Ticks of <see cref="Stopwatch"/>, which every delay and deadline here is counted in.</summary>
static class Pace
{
    /// <summary>So much later than now.</summary>
    public static long In(TimeSpan time) => Stopwatch.GetTimestamp() + Ticks(time);

    /// <summary>A time in ticks.</summary>
    public static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
