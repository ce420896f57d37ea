namespace Platform.LoadTests.Faults;

/// <summary>How long recoveries took.</summary>
static class Times
{
    /// <summary>The one at a share of an ordered list, in milliseconds; 0 of none.</summary>
    public static double At(this IEnumerable<TimeSpan> times, double share) =>
        times.Order().ToList() is { Count: > 0 } ordered
            ? Math.Round(ordered[Math.Min(ordered.Count - 1, (int)Math.Ceiling(share * ordered.Count) - 1 is var at and >= 0 ? at : 0)].TotalMilliseconds, 1) : 0;
}
