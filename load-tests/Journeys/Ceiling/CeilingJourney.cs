using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Journeys.Ceiling;

/// <summary>Throughput of the platform beside baselines of the same machine in the same minutes.</summary>
sealed class CeilingJourney : IJourney
{
    const string Things = "contacts,batch,sqlite,edge,disk";
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    public string Name => "ceiling";

    public string About => """
        Measures in turn, round after round, and reports medians and ratios: contacts a second through the gateway into PostgreSQL, durable,
        one a request; the same by the batch endpoint; the same into SQLite; the same requests to a silo endpoint that answers at once (edge);
        the same rows as arrays by Npgsql alone (disk). Then reads every history back and checks it. With several numbers of connections, each
        round measures contacts, edge and sqlite with each number on the same running platform, and batch and disk once: 'steps' are the figures of
        each number, all others those of the last. sqlite and disk need a cluster that this program starts.
        """;

    public IReadOnlyList<Option> Options { get; } =
    [
        new("--rounds", "NUMBER", "5", "how often each thing is measured"),
        new("--seconds", "NUMBER", "6", "how long each time"),
        new("--connections", "NUMBERS", "128", "of the generator, each with one request in flight; several in turn: 1,2,8,32,128"),
        new("--citizens", "NUMBER", "20000", "who contact again and again; a tenth of the contacts come from others, who are new"),
        new("--only", "THINGS", Things, "some of these"),
        new("--standalone", null, null, "Standalone on SQLite instead of silo, gateway and PostgreSQL"),
        new("--target", "URL", null, "a platform that runs already, seeded as the demonstration"),
        Option.Report,
    ];

    public async Task<JourneyResult> Run(OptionValues values, TextWriter progress, CancellationToken cancellation)
    {
        var (rounds, time) = (values.Number("--rounds", 1, 1000), TimeSpan.FromSeconds(values.Number("--seconds", 1, 600)));
        var (steps, citizens) = (values.Numbers("--connections", 1, 10_000), values.Number("--citizens", 1, 1_000_000));
        var only = values.Text("--only")!.Split(',').ToHashSet();
        if (only.FirstOrDefault(name => !Things.Split(',').Contains(name)) is { } unknown)
            throw new UsageException($"'--only' takes some of {Things}; '{unknown}' is none of them.");
        var run = Guid.NewGuid().ToString("N")[..8];

        await using var platform = await PlatformFactory.Start(values.Address("--target"), values.Has("--standalone"), progress, cancellation);
        var cluster = platform as ClusterOnPostgres;
        await using var sqlite = only.Contains("sqlite") && cluster is not null ? await SqlitePlatform.Start(cancellation) : null;
        var baseline = only.Contains("disk") && cluster is not null ? new BulkInsertBaseline(await cluster.Postgres.CreateDatabase()) : null;
        if (baseline is not null) await baseline.Prepare(cancellation);
        var system = new SystemUnderTest(platform, run + "p", citizens, steps.Max());
        var sqliteSystem = sqlite is null ? null : new SystemUnderTest(sqlite, run + "s", citizens, steps.Max());

        var figures = new CeilingFigures(steps);
        for (var round = 0; round <= rounds; round++)
        {
            await progress.WriteLineAsync(round == 0 ? "warming up, not counted" : $"round {round} of {rounds}");
            await foreach (var (name, connections, measurement) in round == 0 ? Measure(WarmUp, [steps.Max()]) : Measure(time, steps))
            {
                await progress.WriteLineAsync($"  {measurement}");
                if (round > 0) figures.Add(name, connections, measurement);
            }
        }
        await progress.WriteLineAsync($"{figures}");
        var verdict = await system.Verify(progress, cancellation) + (sqliteSystem is null ? default : await sqliteSystem.Verify(progress, cancellation));
        var result = figures.Summarize(Name, verdict, system.Acknowledged + (sqliteSystem?.Acknowledged ?? 0), system.Unanswered + (sqliteSystem?.Unanswered ?? 0));
        await Report(figures).Write(values.Text("--report"), result.ToString());
        return result;

        async IAsyncEnumerable<(string Name, int Connections, LoadMeasurement Measurement)> Measure(TimeSpan length, IReadOnlyList<int> numbers)
        {
            foreach (var connections in numbers)
            {
                var suffix = numbers.Count > 1 ? $" {connections}" : "";
                if (only.Contains("contacts")) yield return ("contacts", connections, await system.MeasureContacts("contacts" + suffix, length, connections, cancellation));
                if (only.Contains("edge")) yield return ("edge", connections, await system.MeasureEdge("edge" + suffix, length, connections, cancellation));
                if (sqliteSystem is not null) yield return ("sqlite", connections, await sqliteSystem.MeasureContacts("sqlite" + suffix, length, connections, cancellation));
            }
            if (only.Contains("batch")) yield return ("batch", 0, await system.MeasureBatch(length, cancellation));
            if (baseline is not null) yield return ("disk", 0, new("disk", await baseline.Measure(length, cancellation), new Histogram(), new Dictionary<string, double>()));
        }
    }

    static HtmlReport Report(CeilingFigures figures) => new HtmlReport("Ceiling")
        .Table("By connections", ["connections", "contacts a second", "p50 ms", "p99 ms", "edge a second", "p50 ms", "p99 ms", "sqlite a second"],
            figures.Steps.Select(step => (IReadOnlyList<string>)
            [
                $"{step.Connections:N0}", $"{step.PerSecond:N0}", $"{step.P50Ms:F2}", $"{step.P99Ms:F2}",
                $"{step.EdgePerSecond:N0}", $"{step.EdgeP50Ms:F2}", $"{step.EdgeP99Ms:F2}", $"{step.SqlitePerSecond:N0}",
            ]))
        .Measurements("In turn", figures.Measurements);
}
