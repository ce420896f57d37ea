using System.Diagnostics;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load;
using Platform.LoadTests.Load.Arrivals;
using Platform.LoadTests.Load.Contacts;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Journeys.Soak;

/// <summary>A steady load for a long time, to find leaks.</summary>
sealed class SoakJourney : IJourney
{
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(5);

    public string Name => "soak";

    public string About => """
        A steady share of the capacity for many minutes, then every history is read back and checked. memoryGrowth and handlesGrowth: silos and
        gateways at the end against the first tenth of the time (0.1 is a tenth more), medians of samples every five seconds.
        """;

    public IReadOnlyList<Option> Options { get; } =
    [
        new("--minutes", "NUMBER", "10", "how long"),
        new("--load", "PERCENT", "50", "of the capacity"),
        .. ClusterOptions.All(),
        new("--callers", "NUMBER", "256", "connections: people who wait at the same time"),
        Option.Report,
    ];

    public async Task<JourneyResult> Run(OptionValues values, TextWriter progress, CancellationToken cancellation)
    {
        var time = TimeSpan.FromMinutes(values.Number("--minutes", 1, 10_000));
        await using var cluster = await ClusterOnPostgres.Start(values.ClusterPlan(), cancellation);
        var system = new SystemUnderTest(cluster, Guid.NewGuid().ToString("N")[..8], values.People(), values.Number("--callers", 1, 20_000));
        var capacity = await system.MeasureContacts("capacity", WarmUp, cancellation);
        await progress.WriteLineAsync($"{capacity}");

        var (from, until) = (StopwatchTicks.FromNow(TimeSpan.Zero), StopwatchTicks.FromNow(time));
        var results = new TrafficResults(from, until);
        var arrivals = new OpenLoopArrivals(system.AnyPerson(), capacity.PerSecond * values.Number("--load", 1, 100) / 100, system.NextRandom(), from, until);
        var samples = new List<ResourceUsage>();
        var sending = system.Send("soak", system.CreateTraffic(arrivals, results), cancellation);
        var sampling = SampleResources(cluster, samples, sending);
        var measured = await sending.WithProgress(progress, elapsed =>
            $"{results.Acknowledged:N0} after {elapsed.TotalSeconds:F0} s{(samples is [.., var last] ? $", {last}" : "")}");
        await sampling;
        var verdict = await system.Verify(progress, cancellation);
        var result = JourneyResult.Create(Name, system.Acknowledged, verdict, measured.PerSecond, measured.Latencies) with
        {
            Unanswered = system.Unanswered,
            MemoryGrowth = Growth(one => one.Megabytes), HandlesGrowth = Growth(one => one.Handles),
        };
        await new HtmlReport("Soak").Measurements("In turn", [capacity, measured]).TimelinePlots("All of it", results.Timeline)
            .Plot("Memory of silos and gateways", "MB", new Series("resident", [.. samples.Select(one => (one.At, one.Megabytes))]))
            .Plot("Handles of silos and gateways", "open", new Series("open", [.. samples.Select(one => (one.At, one.Handles))]))
            .Write(values.Text("--report"), result.ToString());
        return result;

        double Growth(Func<ResourceUsage, double> value)
        {
            var tenth = Math.Max(1, samples.Count / 10);
            return Math.Round((Statistics.Median(samples.TakeLast(tenth).Select(value)) / Math.Max(1, Statistics.Median(samples.Take(tenth).Select(value)))) - 1, 3);
        }
    }

    static async Task SampleResources(ClusterOnPostgres cluster, List<ResourceUsage> samples, Task sending)
    {
        var watch = Stopwatch.StartNew();
        var servers = cluster.Silos.Concat(cluster.Gateways).ToList();
        do samples.Add(ResourceUsage.Of(watch.Elapsed.TotalSeconds, servers)); while (await Task.WhenAny(sending, Task.Delay(SampleInterval)) != sending);
    }
}
