using System.Diagnostics;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Faults;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Journeys.FaultInjection;

/// <summary>The table of faults, made on real processes under load, and judged from what clients saw.</summary>
sealed class FaultsJourney : IJourney
{
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public string Name => "faults";

    /// <inheritdoc/>
    public string About => $"""
        Three silos, two gateways and PostgreSQL as processes; people who call, repeat and read; a fault; then every history read back: K1 lost,
        K2 duplicated, K3 gaps, K4 reordered, K5 stale, K6 foreign, K7 an agreed answer in time, K8 back in time. A row that cannot be made here says why
        and counts as not run. recoveryMedianMs, recoveryP99Ms: from the signal until a touched citizen is answered again.
        Rows: {string.Join(", ", FaultCatalog.Rows.Select(row => row.Name))}.
        """;

    /// <inheritdoc/>
    public IReadOnlyList<Option> Options { get; } =
    [
        new("--all", null, null, "every row"),
        new("--only", "ROWS", null, "some rows, such as silo-kill,silo-freeze"),
        new("--times", "NUMBER", "1", "how often each is made"),
        new("--settle", "SECONDS", "10", "how long a cluster just started serves before the first fault"),
        new("--hold", "SECONDS", "90", "how long a frozen silo stands still"),
        new("--people", "NUMBER", "60", "who call, each a call at a time"),
        new("--seed", "NUMBER", "311", "of what is hit, and when"),
        Option.Report,
    ];

    /// <inheritdoc/>
    public async Task<Result> Run(Choices choices, TextWriter progress, CancellationToken cancellation)
    {
        var wanted = choices.Text("--only")?.Split(',');
        if (wanted?.FirstOrDefault(name => FaultCatalog.Rows.All(row => row.Name != name)) is { } unknown)
            throw new UsageException($"There is no row '{unknown}'. There are: {string.Join(", ", FaultCatalog.Rows.Select(row => row.Name))}.");
        if (wanted is null != choices.Has("--all")) throw new UsageException("Give either --only ROWS or --all.");
        var options = new FaultSuiteOptions(
            choices.Number("--times", 1, 10_000), choices.Number("--people", 3, 1000), TimeSpan.FromSeconds(choices.Number("--hold", 1, 600)),
            TimeSpan.FromSeconds(choices.Number("--settle", 0, 600)), choices.Number("--seed", 0, int.MaxValue));
        await using var stage = new Stage(options, progress);
        var rows = new List<Row>();
        foreach (var fault in FaultCatalog.Rows.Where(row => wanted?.Contains(row.Name) ?? true))
        {
            await progress.WriteLineAsync($"{fault.Name}: {fault.Promise}");
            var clock = Stopwatch.StartNew();
            rows.Add(await Judge(fault, stage, cancellation));
            await progress.WriteLineAsync($"{rows[^1]} ({clock.Elapsed.TotalSeconds:F0} s)");
        }
        var recoveries = rows.SelectMany(row => row.Recoveries).ToList();
        var verdict = rows.Aggregate(default(Verdict), (sum, row) => sum + row.Verdict);
        var result = new Result(Name, rows.Sum(row => row.Acknowledged), verdict, 0, 0, 0)
        {
            Unanswered = rows.Sum(row => row.Unanswered), Unkept = rows.Sum(row => row.Unkept),
            RecoveryMedianMs = recoveries.Count == 0 ? null : recoveries.At(0.5), RecoveryP99Ms = recoveries.Count == 0 ? null : recoveries.At(0.99),
            Passed = [.. rows.Where(row => row.Passed).Select(row => row.Name)],
            Failed = [.. rows.Where(row => !row.Passed && row.NotRun is null).Select(row => $"{row.Name}: {string.Join("; ", row.Wrong.Take(5))}")],
            NotRun = [.. rows.Where(row => row.NotRun is not null).Select(row => $"{row.Name}: {row.NotRun}")],
        };
        await Report(rows).Write(choices.Text("--report"), result.ToString());
        return result;
    }

    static async Task<Row> Judge(IFault fault, Stage stage, CancellationToken cancellation)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(Longest + (stage.Times * (stage.Hold + TimeSpan.FromMinutes(1))));
        try
        {
            return await fault.Run(stage, late.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            await stage.Leave();
            return new(fault.Name, fault.Promise) { Broken = ["it was not over in its time, and was given up"] };
        }
        catch (NotSupportedException impossible)
        {
            return new(fault.Name, fault.Promise) { NotRun = impossible.Message };
        }
        catch (Exception failure) when (failure is InvalidOperationException or TimeoutException or IOException or HttpRequestException or Npgsql.NpgsqlException)
        {
            await stage.Leave();
            return new(fault.Name, fault.Promise) { Broken = [failure.Message.Split('\n')[0]], Seen = [failure.Message] };
        }
    }

    static Report Report(List<Row> rows)
    {
        var report = new Report("Faults").Table("Rows", ["fault", "promise", "outcome", "acknowledged", "seen"], rows.Select(row => (IReadOnlyList<string>)
        [
            row.Name, row.Promise, row.NotRun is not null ? $"not run: {row.NotRun}" : row.Passed ? "passed" : $"failed: {string.Join("; ", row.Wrong)}",
            $"{row.Acknowledged:N0}", string.Join("; ", row.Seen),
        ]));
        foreach (var row in rows.Where(row => row.Recoveries.Count > 0))
            report.Plot($"{row.Name}: touched citizens answered again", "ms", new Curve("by their order", [.. row.Recoveries.Order().Select((time, at) => ((double)at, time.TotalMilliseconds))]));
        return report;
    }
}
