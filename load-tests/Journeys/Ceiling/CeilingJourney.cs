using Platform.LoadTests.Checking;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Journeys.Ceiling;

/// <summary>Throughput of the platform beside baselines of the same machine in the same minutes.</summary>
sealed class CeilingJourney : IJourney
{
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    public string Name => "ceiling";

    public string About => """
        Measures in turn, round after round, and tells medians and ratios: contacts a second through the gateway into PostgreSQL, durable,
        one a request; the same by the batch endpoint; the same into SQLite; the same requests to a silo endpoint that answers at once (edge);
        the same rows as arrays by Npgsql alone (disk). Then reads every history back and checks it.
        """;

    public IReadOnlyList<Option> Options { get; } =
    [
        new("--rounds", "NUMBER", "5", "how often each thing is measured"),
        new("--seconds", "NUMBER", "6", "how long each time"),
        new("--connections", "NUMBER", "128", "of the generator, each with one request under way"),
        new("--citizens", "NUMBER", "20000", "who contact again and again; a tenth of the contacts come from others, who are new"),
        new("--only", "THINGS", "contacts,batch,sqlite,edge,disk", "some of these"),
        new("--target", "URL", null, "a platform that runs already, seeded as the demonstration; sqlite and disk are left out"),
    ];

    public async Task<JourneyResult> Run(OptionValues values, TextWriter progress, CancellationToken cancellation)
    {
        var (rounds, time) = (values.Number("--rounds", 1, 1000), TimeSpan.FromSeconds(values.Number("--seconds", 1, 600)));
        var (connections, citizens) = (values.Number("--connections", 1, 10_000), values.Number("--citizens", 1, 1_000_000));
        var only = values.Text("--only")!.Split(',').ToHashSet();
        if (only.FirstOrDefault(name => !Options[4].Default!.Split(',').Contains(name)) is { } unknown)
            throw new UsageException($"'--only' takes some of {Options[4].Default}; '{unknown}' is none of them.");
        var run = Guid.NewGuid().ToString("N")[..8];

        await using var platform = await PlatformFactory.Start(values.Address("--target"), standalone: false, progress, cancellation);
        var cluster = platform as ClusterOnPostgres;
        await using var sqlite = only.Contains("sqlite") && cluster is not null ? await SqlitePlatform.Start(cancellation) : null;
        var baseline = only.Contains("disk") && cluster is not null ? new BulkInsertBaseline(await cluster.Postgres.CreateDatabase()) : null;
        if (baseline is not null) await baseline.Prepare(cancellation);
        var system = new SystemUnderTest(platform, run + "p", citizens, connections);
        var sqliteSystem = sqlite is null ? null : new SystemUnderTest(sqlite, run + "s", citizens, connections);

        var all = new List<LoadMeasurement>();
        for (var round = 0; round <= rounds; round++)
        {
            await progress.WriteLineAsync(round == 0 ? "warming up, not counted" : $"round {round} of {rounds}");
            await foreach (var measured in Round(round == 0 ? WarmUp : time))
            {
                await progress.WriteLineAsync($"  {measured}");
                if (round > 0) all.Add(measured);
            }
        }
        var verdict = await system.Verify(progress, cancellation) + (sqliteSystem is null ? default : await sqliteSystem.Verify(progress, cancellation));
        return Summarize(all, verdict, system.Acknowledged + (sqliteSystem?.Acknowledged ?? 0), system.Unanswered + (sqliteSystem?.Unanswered ?? 0));

        async IAsyncEnumerable<LoadMeasurement> Round(TimeSpan length)
        {
            if (only.Contains("contacts")) yield return await system.MeasureContacts("contacts", length, cancellation);
            if (only.Contains("edge")) yield return await system.MeasureEdge(length, cancellation);
            if (only.Contains("batch")) yield return await system.MeasureBatch(length, cancellation);
            if (sqliteSystem is not null) yield return await sqliteSystem.MeasureContacts("sqlite", length, cancellation);
            if (baseline is not null) yield return new("disk", await baseline.Measure(length, cancellation), new Histogram(), new Dictionary<string, double>());
        }
    }

    JourneyResult Summarize(List<LoadMeasurement> all, Verdict verdict, long acknowledged, long unanswered)
    {
        var latencies = new Histogram();
        foreach (var measured in all.Where(one => one.Name == "contacts")) latencies.Add(measured.Latencies);
        var (contacts, edge, disk) = (Median("contacts"), Median("edge"), Median("disk"));
        return JourneyResult.Create(Name, acknowledged, verdict, contacts ?? 0, latencies) with
        {
            Unanswered = unanswered, EdgePerSecond = edge, DiskPerSecond = disk, BatchPerSecond = Median("batch"), SqlitePerSecond = Median("sqlite"),
            EdgeRatio = Ratio(contacts, edge), DiskRatio = Ratio(contacts, disk), BatchRatio = Ratio(Median("batch"), contacts),
        };

        double? Median(string what) =>
            all.Where(one => one.Name == what).Select(one => one.PerSecond).ToList() is { Count: > 0 } some ? Math.Round(Statistics.Median(some), 1) : null;
    }

    static double? Ratio(double? some, double? whole) => some is { } part && whole is > 0 ? Math.Round(part / whole.Value, 3) : null;
}
