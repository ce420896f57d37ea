using System.Diagnostics;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Faults;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Journeys.FaultInjection;

/// <summary>Injects faults into real processes under load, and verifies the promises from the clients' receipts.</summary>
sealed class FaultsJourney : IJourney
{
    static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(5);

    public string Name => "faults";

    public string About => $"""
        Three silos, two gateways and PostgreSQL as processes; callers who contact, resend and read; a fault; then every history read back: K1 lost,
        K2 duplicated, K3 gaps, K4 reordered, K5 stale, K6 foreign, K7 an agreed answer in time, K8 back in time. A fault that this machine cannot
        inject says why and counts as not run. recoveryMedianMs, recoveryP99Ms: from the fault until an affected caller is answered again.
        Faults: {string.Join(", ", FaultCatalog.All.Select(fault => fault.Name))}.
        """;

    public IReadOnlyList<Option> Options { get; } =
    [
        new("--all", null, null, "every fault"),
        new("--only", "FAULTS", null, "some faults, such as silo-kill,silo-freeze"),
        new("--times", "NUMBER", "1", "how often each is injected"),
        new("--settle", "SECONDS", "10", "how long a cluster just started serves before the first fault"),
        new("--hold", "SECONDS", "90", "how long a frozen silo stays frozen"),
        new("--people", "NUMBER", "60", "callers, each with one call at a time"),
        new("--seed", "NUMBER", "311", "of the choice of targets and times"),
        Option.Report,
    ];

    public async Task<JourneyResult> Run(OptionValues values, TextWriter progress, CancellationToken cancellation)
    {
        var wanted = values.Text("--only")?.Split(',');
        if (wanted?.FirstOrDefault(name => FaultCatalog.All.All(fault => fault.Name != name)) is { } unknown)
            throw new UsageException($"There is no fault '{unknown}'. There are: {string.Join(", ", FaultCatalog.All.Select(fault => fault.Name))}.");
        if (wanted is null != values.Has("--all")) throw new UsageException("Give either --only FAULTS or --all.");
        var options = new FaultSuiteOptions(
            values.Number("--times", 1, 10_000), values.Number("--people", 3, 1000), TimeSpan.FromSeconds(values.Number("--hold", 1, 600)),
            TimeSpan.FromSeconds(values.Number("--settle", 0, 600)), values.Number("--seed", 0, int.MaxValue));
        await using var suite = new FaultSuite(options, progress);
        var results = new List<FaultResult>();
        foreach (var fault in FaultCatalog.All.Where(fault => wanted?.Contains(fault.Name) ?? true))
        {
            await progress.WriteLineAsync($"{fault.Name}: {fault.Promise}");
            var watch = Stopwatch.StartNew();
            results.Add(await RunFault(fault, suite, cancellation));
            await progress.WriteLineAsync($"{results[^1]} ({watch.Elapsed.TotalSeconds:F0} s)");
        }
        var result = Summarize(results);
        await Report(results).Write(values.Text("--report"), result.ToString());
        return result;
    }

    JourneyResult Summarize(List<FaultResult> results)
    {
        var recoveries = results.SelectMany(one => one.RecoveryTimes).ToList();
        return new(Name, results.Sum(one => one.Acknowledged), results.Aggregate(default(Verdict), (sum, one) => sum + one.Verdict), 0, 0, 0)
        {
            Unanswered = results.Sum(one => one.Unanswered), UnexpectedAnswers = results.Sum(one => one.UnexpectedAnswers),
            RecoveryMedianMs = recoveries.Count == 0 ? null : recoveries.PercentileMs(0.5), RecoveryP99Ms = recoveries.Count == 0 ? null : recoveries.PercentileMs(0.99),
            Passed = [.. results.Where(one => one.Passed).Select(one => one.Name)],
            Failed = [.. results.Where(one => !one.Passed && one.NotRun is null).Select(one => $"{one.Name}: {string.Join("; ", one.Failures.Take(5))}")],
            NotRun = [.. results.Where(one => one.NotRun is not null).Select(one => $"{one.Name}: {one.NotRun}")],
        };
    }

    static async Task<FaultResult> RunFault(IFault fault, FaultSuite suite, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(MaxTime + (suite.Times * (suite.FreezeTime + TimeSpan.FromMinutes(1))));
        try
        {
            return await fault.Run(suite, timeout.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            await suite.DisposeSharedCluster();
            return new(fault.Name, fault.Promise) { BrokenPromises = ["it timed out"] };
        }
        catch (NotSupportedException unsupported)
        {
            return new(fault.Name, fault.Promise) { NotRun = unsupported.Message };
        }
        catch (Exception failure) when (failure is InvalidOperationException or TimeoutException or IOException or HttpRequestException or Npgsql.NpgsqlException)
        {
            await suite.DisposeSharedCluster();
            return new(fault.Name, fault.Promise) { BrokenPromises = [failure.Message.Split('\n')[0]], Observations = [failure.Message] };
        }
    }

    static HtmlReport Report(List<FaultResult> results)
    {
        var report = new HtmlReport("Faults").Table("Faults", ["fault", "promise", "outcome", "acknowledged", "seen"], results.Select(one => (IReadOnlyList<string>)
        [
            one.Name, one.Promise, one.NotRun is not null ? $"not run: {one.NotRun}" : one.Passed ? "passed" : $"failed: {string.Join("; ", one.Failures)}",
            $"{one.Acknowledged:N0}", string.Join("; ", one.Observations),
        ]));
        foreach (var one in results.Where(one => one.RecoveryTimes.Count > 0))
            report.Plot($"{one.Name}: affected callers answered again", "ms", new Series("by their order", [.. one.RecoveryTimes.Order().Select((time, at) => ((double)at, time.TotalMilliseconds))]));
        return report;
    }
}
