using Platform.LoadTests.Checking;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load.Measurements;

namespace Platform.LoadTests.Journeys.Ceiling;

/// <summary>The measurements of all rounds, and what follows from them.</summary>
/// <param name="steps">The numbers of connections, in the order they are measured.</param>
sealed class CeilingFigures(IReadOnlyList<int> steps)
{
    readonly List<(string Name, int Connections, LoadMeasurement Measurement)> all = [];

    /// <summary>Every measurement, in turn.</summary>
    public IEnumerable<LoadMeasurement> Measurements => all.Select(one => one.Measurement);

    /// <summary>The figures of each number of connections.</summary>
    public IReadOnlyList<ConnectionStep> Steps => [.. steps.Select(connections => new ConnectionStep(
        connections, Median("contacts", connections), Percentile("contacts", connections, 0.5), Percentile("contacts", connections, 0.99),
        Median("edge", connections), Percentile("edge", connections, 0.5), Percentile("edge", connections, 0.99), Median("sqlite", connections)))];

    /// <summary>Adds one measurement.</summary>
    /// <param name="name">What was measured.</param>
    /// <param name="connections">Over how many connections; 0: independent of them.</param>
    /// <param name="measurement">The measurement.</param>
    public void Add(string name, int connections, LoadMeasurement measurement) => all.Add((name, connections, measurement));

    /// <summary>The result: its own figures are those of the last number of connections.</summary>
    public JourneyResult Summarize(string journey, Verdict verdict, long acknowledged, long unanswered)
    {
        var (last, disk, batch) = (Steps[^1], Median("disk", 0), Median("batch", 0));
        return new(journey, acknowledged, verdict, last.PerSecond ?? 0, last.P50Ms ?? 0, last.P99Ms ?? 0)
        {
            Unanswered = unanswered, EdgePerSecond = last.EdgePerSecond, DiskPerSecond = disk, BatchPerSecond = batch, SqlitePerSecond = last.SqlitePerSecond,
            EdgeRatio = Ratio(last.PerSecond, last.EdgePerSecond), DiskRatio = Ratio(last.PerSecond, disk), BatchRatio = Ratio(batch, last.PerSecond),
            Steps = steps.Count > 1 ? Steps : null,
        };
    }

    /// <summary>One line for each number of connections.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Steps.Select(step =>
        $"{step.Connections,6:N0} connections"
        + (step.PerSecond is null ? "" : $"   contacts {step.PerSecond,7:N0}/s   p50 {step.P50Ms,7:F2} ms   p99 {step.P99Ms,7:F2} ms")
        + (step.EdgePerSecond is null ? "" : $"   edge {step.EdgePerSecond,7:N0}/s   p50 {step.EdgeP50Ms,7:F2} ms   p99 {step.EdgeP99Ms,7:F2} ms")
        + (step.SqlitePerSecond is null ? "" : $"   sqlite {step.SqlitePerSecond,7:N0}/s")));

    IEnumerable<LoadMeasurement> Of(string name, int connections) =>
        all.Where(one => one.Name == name && one.Connections == connections).Select(one => one.Measurement);

    double? Median(string name, int connections) =>
        Of(name, connections).Select(one => one.PerSecond).ToList() is { Count: > 0 } some ? Math.Round(Statistics.Median(some), 1) : null;

    double? Percentile(string name, int connections, double share)
    {
        var latencies = new Histogram();
        foreach (var one in Of(name, connections)) latencies.Add(one.Latencies);
        return latencies.Count == 0 ? null : latencies.PercentileMs(share);
    }

    static double? Ratio(double? part, double? whole) => part is { } some && whole is > 0 ? Math.Round(some / whole.Value, 3) : null;
}
