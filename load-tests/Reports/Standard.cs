using Platform.LoadTests.Load.Measurements;

namespace Platform.LoadTests.Reports;

/// <summary>What most journeys show.</summary>
static class Standard
{
    /// <summary>Answers and delays, second by second.</summary>
    public static Report Course(this Report report, string caption, Timeline timeline)
    {
        var seconds = timeline.Seconds;
        return report
            .Plot($"{caption}: answers", "a second", Curve("receipts", second => second.Count), Curve("refused or lost", second => second.Refused))
            .Plot($"{caption}: delay", "ms", Curve("half", second => second.P50Ms), Curve("99 of 100", second => second.P99Ms));

        Curve Curve(string name, Func<Second, double> value) => new(name, [.. seconds.Select(second => ((double)second.At, value(second)))]);
    }

    /// <summary>One line for each measurement.</summary>
    public static Report Measurements(this Report report, string caption, IEnumerable<Measured> measured) => report.Table(
        caption, ["what", "a second", "p50 ms", "p99 ms", "µs of processor for each", "other answers"],
        measured.Select(one => (IReadOnlyList<string>)
        [
            one.What, $"{one.PerSecond:N0}", $"{one.Delays.Milliseconds(0.5):F1}", $"{one.Delays.Milliseconds(0.99):F1}",
            string.Join(", ", one.Processors.Select(cost => $"{cost.Key} {cost.Value:F0}")),
            string.Join(", ", one.Troubles.Select(trouble => $"{trouble.Key}: {trouble.Value}")),
        ]));
}
