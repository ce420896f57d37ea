using System.Diagnostics;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load;
using Platform.LoadTests.Load.Contacts;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Journeys.Crisis;

/// <summary>A usual day, then the day of a flood, with silos that join during it.</summary>
sealed class CrisisJourney : IJourney
{
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    public string Name => "crisis";

    public string About => """
        A usual day, then the day of a flood with twice as many contacts, both compressed: every hour has its weights of tenants and channels, and
        people call again. One contact a request through the gateways, durable in PostgreSQL; silos join during the second day. The edge alone is
        measured before and after it. Then every history is read back and checked. 'seconds' is the second day alone.
        """;

    public IReadOnlyList<Option> Options { get; } =
    [
        new("--first", "NUMBER", "200000", "contacts of the usual day"),
        new("--second", "NUMBER", "400000", "contacts of the worst day"),
        new("--speed", "TIMES", null, "how many times faster than real time: 2160 makes a day 40 s; not given: a closed loop"),
        .. ClusterOptions.All(people: 50_000),
        new("--add", "NUMBER", "1", "silos that join on the second day: at a quarter, at half..."),
        new("--connections", "NUMBER", "192", "of the generator, each with one request in flight"),
        new("--edge-seconds", "NUMBER", "5", "how long the edge alone is measured, before and after"),
        new("--target", "URL", null, "a platform that runs already, seeded as the demonstration; no silo is added"),
        Option.Report,
    ];

    public async Task<JourneyResult> Run(OptionValues values, TextWriter progress, CancellationToken cancellation)
    {
        var (first, second) = (values.Number("--first", 0, 5_000_000), values.Number("--second", 1, 5_000_000));
        double? speed = values.Text("--speed") is null ? null : values.Number("--speed", 1, 1_000_000);
        var add = values.Number("--add", 0, 20);
        var edgeTime = TimeSpan.FromSeconds(values.Number("--edge-seconds", 1, 60));
        await using var platform = values.Address("--target") is { } target
            ? (IPlatform)await ExternalPlatform.Resolve(target, cancellation) : await ClusterOnPostgres.Start(values.ClusterPlan(), cancellation);
        await progress.WriteLineAsync($"the platform answers at {string.Join(", ", platform.Addresses)}");
        var system = new SystemUnderTest(
            platform, Guid.NewGuid().ToString("N")[..8], values.People(), values.Number("--connections", 1, 10_000));

        var all = new List<LoadMeasurement> { await system.MeasureContacts("warm-up", WarmUp, cancellation) };
        if (first > 0) all.Add(await SendDay("usual day", new DayArrivals(first, HourProfile.UsualDay, system.Population, 0.15, system.NextRandom(), speed), []));
        all.Add(await system.MeasureEdge(edgeTime, cancellation));
        var crisisResults = new TrafficResults();
        var joins = platform is ClusterOnPostgres own ? Enumerable.Range(1, add).Select(number => (number * second / 4, own)) : [];
        var worst = await SendDay("crisis", new DayArrivals(second, HourProfile.CrisisDay, system.Population, 0.3, system.NextRandom(), speed), [.. joins], crisisResults);
        all.Add(worst);
        all.Add(await system.MeasureEdge(edgeTime, cancellation));
        foreach (var one in all) await progress.WriteLineAsync(one.ToString());

        var verdict = await system.Verify(progress, cancellation);
        var edge = Statistics.Median(all.Where(one => one.Name == "edge").Select(one => one.PerSecond));
        var result = JourneyResult.Create(Name, system.Acknowledged, verdict, worst.PerSecond, worst.Latencies) with
        {
            Unanswered = system.Unanswered, Seconds = Math.Round(crisisResults.Seconds, 2), EdgePerSecond = Math.Round(edge, 1),
            EdgeRatio = Math.Round(worst.PerSecond / Math.Max(1, edge), 3),
        };
        await new HtmlReport("Crisis").Measurements("In turn", all).TimelinePlots("The worst day", crisisResults.Timeline).Write(values.Text("--report"), result.ToString());
        return result;

        async Task<LoadMeasurement> SendDay(string name, DayArrivals day, List<(int At, ClusterOnPostgres Cluster)> joins, TrafficResults? results = null)
        {
            results ??= new TrafficResults();
            var sending = system.Send(name, system.CreateTraffic(day, results), cancellation);
            var joining = AddSilos(day, joins, sending);
            var measured = await sending.WithProgress(progress, elapsed => $"{name}: {results.Acknowledged:N0} after {elapsed.TotalSeconds:F0} s");
            await joining;
            return measured;
        }

        async Task AddSilos(DayArrivals day, List<(int At, ClusterOnPostgres Cluster)> joins, Task sending)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            foreach (var (at, cluster) in joins)
            {
                while (day.Sent < at && !sending.IsCompleted) await timer.WaitForNextTickAsync(cancellation);
                var watch = Stopwatch.StartNew();
                await cluster.AddSilo(cancellation);
                await progress.WriteLineAsync($"  a silo joined at {at:N0}, serving {watch.Elapsed.TotalSeconds:F1} s after it was started");
            }
        }
    }
}
