using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load;
using Platform.LoadTests.Load.Arrivals;
using Platform.LoadTests.Load.Contacts;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Journeys.Overload;

/// <summary>An open loop at several times the capacity.</summary>
sealed class OverloadJourney : IJourney
{
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    public string Name => "overload";

    public string About => """
        Measures the capacity in a closed loop, then sends several times as much in an open loop (latencies count from when a contact was due, and
        a rejected contact is not retried), in alternation, round after round. goodputRatio: receipts against capacity;
        admittedP99Ms: 99th percentile of the admitted contacts. Each silo is limited to a share of a core, because gateway and generator share its cores here.
        """;

    public IReadOnlyList<Option> Options { get; } =
    [
        new("--rounds", "NUMBER", "3", "capacity and overload in turn"),
        new("--seconds", "NUMBER", "8", "how long each"),
        new("--times", "NUMBER", "3", "the capacity"),
        .. ClusterOptions.All(),
        new("--share", "PERCENT", "40", "of one core for each silo, by a control group; 0: all it can get"),
        new("--connections", "NUMBER", "64", "of the closed loop"),
        new("--callers", "NUMBER", "1000", "connections of the open loop: people who wait at the same time"),
        Option.Report,
    ];

    public async Task<JourneyResult> Run(OptionValues values, TextWriter progress, CancellationToken cancellation)
    {
        var (rounds, time) = (values.Number("--rounds", 1, 100), TimeSpan.FromSeconds(values.Number("--seconds", 1, 600)));
        var (times, callers) = (values.Number("--times", 1, 100), values.Number("--callers", 1, 20_000));
        await using var limits = new CpuLimitedClusters(values.Number("--share", 0, 400));
        await using var cluster = await limits.Start(values.ClusterPlan(), cancellation);
        var system = new SystemUnderTest(
            cluster, Guid.NewGuid().ToString("N")[..8], values.People(), values.Number("--connections", 1, 10_000));
        await system.MeasureContacts("warm-up", WarmUp, cancellation);
        limits.ApplyLimit();
        await system.MeasureContacts("warm-up", TimeSpan.FromSeconds(2), cancellation);

        var (all, results) = (new List<LoadMeasurement>(), new TrafficResults());
        for (var round = 1; round <= rounds; round++)
        {
            var closedLoop = await system.MeasureContacts("capacity", time, cancellation);
            var (from, until) = (StopwatchTicks.FromNow(TimeSpan.Zero), StopwatchTicks.FromNow(time));
            results = new TrafficResults(from, until);
            var rate = closedLoop.PerSecond * times;
            var traffic = system.CreateTraffic(new OpenLoopArrivals(system.AnyPerson(), rate, system.NextRandom(), from, until), results, maxAttempts: 1);
            var overload = await system.Send("overload", traffic, callers, cancellation);
            await progress.WriteLineAsync($"round {round} of {rounds}: sent {rate:N0} a second\n  {closedLoop}\n  {overload}");
            all.AddRange(closedLoop, overload);
        }
        limits.RemoveLimit();
        var verdict = await system.Verify(progress, cancellation);
        var (capacity, goodput) = (Median("capacity", one => one.PerSecond), Median("overload", one => one.PerSecond));
        var admitted = Median("overload", one => one.Latencies.PercentileMs(0.99));
        var result = new JourneyResult(Name, system.Acknowledged, verdict, Math.Round(goodput, 1), Median("overload", one => one.Latencies.PercentileMs(0.5)), admitted)
        {
            Unanswered = system.Unanswered, GoodputRatio = Math.Round(goodput / Math.Max(1, capacity), 3), AdmittedP99Ms = admitted,
        };
        await new HtmlReport("Overload").Measurements("In turn", all).TimelinePlots("The last overload", results.Timeline).Write(values.Text("--report"), result.ToString());
        return result;

        double Median(string what, Func<LoadMeasurement, double> value) => Statistics.Median(all.Where(one => one.Name == what).Select(value));
    }
}
