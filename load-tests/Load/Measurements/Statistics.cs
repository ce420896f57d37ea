namespace Platform.LoadTests.Load.Measurements;

/// <summary>Order statistics of measured values.</summary>
static class Statistics
{
    /// <summary>The median; 0 of no values.</summary>
    public static double Median(IEnumerable<double> values) =>
        values.Order().ToList() is { Count: > 0 } ordered ? (ordered[(ordered.Count - 1) / 2] + ordered[ordered.Count / 2]) / 2 : 0;

    /// <summary>A percentile in milliseconds by nearest rank; 0 of no values.</summary>
    /// <param name="times">The values.</param>
    /// <param name="share">0 to 1: 0.99 is the 99th percentile.</param>
    public static double PercentileMs(this IEnumerable<TimeSpan> times, double share) =>
        times.Order().ToList() is { Count: > 0 } ordered
            ? Math.Round(ordered[Math.Clamp((int)Math.Ceiling(share * ordered.Count) - 1, 0, ordered.Count - 1)].TotalMilliseconds, 1) : 0;
}
