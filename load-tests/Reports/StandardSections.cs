using Platform.LoadTests.Load.Measurements;

namespace Platform.LoadTests.Reports;

/// <summary>Sections that most reports have.</summary>
static class StandardSections
{
    /// <summary>Throughput and latency by second.</summary>
    public static HtmlReport TimelinePlots(this HtmlReport report, string caption, Timeline timeline)
    {
        var seconds = timeline.Seconds;
        return report
            .Plot($"{caption}: responses", "a second", SeriesOf("receipts", second => second.Count), SeriesOf("failed", second => second.Failed))
            .Plot($"{caption}: latency", "ms", SeriesOf("p50", second => second.P50Ms), SeriesOf("p99", second => second.P99Ms));

        Series SeriesOf(string name, Func<TimelineSecond, double> value) => new(name, [.. seconds.Select(second => ((double)second.At, value(second)))]);
    }

    /// <summary>A table of measurements.</summary>
    public static HtmlReport Measurements(this HtmlReport report, string caption, IEnumerable<LoadMeasurement> measured) => report.Table(
        caption, ["what", "a second", "p50 ms", "p99 ms", "CPU µs for each", "failures"],
        measured.Select(one => (IReadOnlyList<string>)
        [
            one.Name, $"{one.PerSecond:N0}", $"{one.Latencies.PercentileMs(0.5):F1}", $"{one.Latencies.PercentileMs(0.99):F1}",
            string.Join(", ", one.CpuMicroseconds.Select(cost => $"{cost.Key} {cost.Value:F0}")),
            string.Join(", ", one.FailuresByStatus.Select(failure => $"{failure.Key}: {failure.Value}")),
        ]));
}
