using Platform.LoadTests.Checking;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Journeys.Ceiling;

/// <summary>What the platform carries, beside what the machine could carry in the same minutes.</summary>
sealed class CeilingJourney : IJourney
{
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    /// <inheritdoc/>
    public string Name => "ceiling";

    /// <inheritdoc/>
    public string About => """
        Measures in turn, round after round, and tells medians and ratios: contacts a second through the gateway into PostgreSQL, durable,
        one a request; the same by the batch endpoint; the same into SQLite; the same requests to a silo endpoint that answers at once (edge);
        the same rows as arrays by Npgsql alone (disk). Then reads every history back and checks it.
        """;

    /// <inheritdoc/>
    public IReadOnlyList<Option> Options { get; } =
    [
        new("--rounds", "NUMBER", "5", "how often each thing is measured"),
        new("--seconds", "NUMBER", "6", "how long each time"),
        new("--connections", "NUMBER", "128", "of the generator, each with one request under way"),
        new("--citizens", "NUMBER", "20000", "who contact again and again; a tenth of the contacts come from others, who are new"),
        new("--only", "THINGS", "contacts,batch,sqlite,edge,disk", "some of these"),
        new("--target", "URL", null, "a platform that runs already, seeded as the demonstration; sqlite and disk are left out"),
    ];

    /// <inheritdoc/>
    public async Task<Result> Run(Choices choices, TextWriter progress, CancellationToken cancellation)
    {
        var (rounds, time) = (choices.Number("--rounds", 1, 1000), TimeSpan.FromSeconds(choices.Number("--seconds", 1, 600)));
        var (connections, citizens) = (choices.Number("--connections", 1, 10_000), choices.Number("--citizens", 1, 1_000_000));
        var only = choices.Text("--only")!.Split(',').ToHashSet();
        if (only.FirstOrDefault(thing => !Options[4].Default!.Split(',').Contains(thing)) is { } unknown)
            throw new UsageException($"'--only' takes some of {Options[4].Default}; '{unknown}' is none of them.");
        var run = Guid.NewGuid().ToString("N")[..8];

        await using var platform = await PlatformFactory.Start(choices.Address("--target"), standalone: false, progress, cancellation);
        var ours = platform as ClusterOnPostgres;
        await using var small = only.Contains("sqlite") && ours is not null ? await OnSqlite.Start(cancellation) : null;
        var disk = only.Contains("disk") && ours is not null ? new DiskCeiling(await ours.Postgres.CreateDatabase()) : null;
        if (disk is not null) await disk.Prepare(cancellation);
        var subject = new Subject(platform, run + "p", citizens, connections);
        var smallSubject = small is null ? null : new Subject(small, run + "s", citizens, connections);

        var all = new List<Measured>();
        for (var round = 0; round <= rounds; round++)
        {
            await progress.WriteLineAsync(round == 0 ? "warming up, not counted" : $"round {round} of {rounds}");
            await foreach (var measured in Round(round == 0 ? WarmUp : time))
            {
                await progress.WriteLineAsync($"  {measured}");
                if (round > 0) all.Add(measured);
            }
        }
        var verdict = await subject.Judge(progress, cancellation) + (smallSubject is null ? default : await smallSubject.Judge(progress, cancellation));
        return Sum(all, verdict, subject.Acknowledged + (smallSubject?.Acknowledged ?? 0), subject.Unanswered + (smallSubject?.Unanswered ?? 0));

        async IAsyncEnumerable<Measured> Round(TimeSpan length)
        {
            if (only.Contains("contacts")) yield return await subject.Contacts("contacts", length, cancellation);
            if (only.Contains("edge")) yield return await subject.Edge(length, cancellation);
            if (only.Contains("batch")) yield return await subject.Batch(length, cancellation);
            if (smallSubject is not null) yield return await smallSubject.Contacts("sqlite", length, cancellation);
            if (disk is not null) yield return new("disk", await disk.Measure(length, cancellation), new Histogram(), new Dictionary<string, double>());
        }
    }

    Result Sum(List<Measured> all, Verdict verdict, long acknowledged, long unanswered)
    {
        var delays = new Histogram();
        foreach (var measured in all.Where(one => one.What == "contacts")) delays.Add(measured.Delays);
        var (contacts, edge, disk) = (Median("contacts"), Median("edge"), Median("disk"));
        return Result.Of(Name, acknowledged, verdict, contacts ?? 0, delays) with
        {
            Unanswered = unanswered, EdgePerSecond = edge, DiskPerSecond = disk, BatchPerSecond = Median("batch"), SqlitePerSecond = Median("sqlite"),
            EdgeRatio = Ratio(contacts, edge), DiskRatio = Ratio(contacts, disk), BatchRatio = Ratio(Median("batch"), contacts),
        };

        double? Median(string what) =>
            all.Where(one => one.What == what).Select(one => one.PerSecond).ToList() is { Count: > 0 } some ? Math.Round(Measured.Median(some), 1) : null;
    }

    static double? Ratio(double? some, double? whole) => some is { } part && whole is > 0 ? Math.Round(part / whole.Value, 3) : null;
}
