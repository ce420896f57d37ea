using Platform.LoadTests.Load.Callers;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Faults;

/// <summary>A fault injected once or more under load: start the callers, inject, repair, stop, read every history back.</summary>
/// <param name="Name">Its name for <c>--only</c>.</param>
/// <param name="Promise">What the platform promises.</param>
/// <param name="Inject">Injects it, requires what is promised, and leaves the cluster working.</param>
sealed record InjectedFault(string Name, string Promise, Func<FaultRun, Task> Inject) : IFault
{
    static readonly int[] AgreedFailures = [409, 422, 429, 503];

    /// <summary>Starts a cluster for this fault alone; null: the shared one is used.</summary>
    public Func<FaultSuite, CancellationToken, Task<DedicatedCluster>>? StartDedicatedCluster { get; init; }

    /// <summary>Mean number of duplicates of each contact.</summary>
    public double DuplicatesPerContact { get; init; } = 0.1;

    /// <summary>Gateways are killed: their requests in flight get no response, which breaks no promise.</summary>
    public bool ConnectionsMayBreak { get; init; }

    /// <summary>Every attempt must succeed.</summary>
    public bool NoAttemptMayFail { get; init; }

    /// <summary>Promised recovery time of the affected callers.</summary>
    public (TimeSpan Median, TimeSpan P99)? RecoveryTarget { get; init; }

    /// <summary>It can be injected several times in a result.</summary>
    public bool IsRepeatable { get; init; } = true;

    public async Task<FaultResult> Run(FaultSuite suite, CancellationToken cancellation)
    {
        await using var dedicated = StartDedicatedCluster is null ? null : await StartDedicatedCluster(suite, cancellation);
        var cluster = dedicated?.Cluster ?? await suite.SharedCluster(cancellation);
        var runName = Guid.NewGuid().ToString("N")[..6];
        var result = new FaultResult(Name, Promise);
        try
        {
            for (var time = 0; time < (IsRepeatable ? suite.Times : 1); time++)
            {
                result = Combine(result, await RunOnce(suite, cluster, dedicated?.Fixture, $"{runName}{time:D4}", cancellation));
                await suite.Progress.WriteLineAsync($"  {Name} {time + 1} of {(IsRepeatable ? suite.Times : 1)}: {string.Join("; ", [.. result.Failures, .. result.Observations.TakeLast(3)])}"
                    + (result.RecoveryTimes.Count == 0 ? "" : $"; {result.RecoveryTimes.Count} affected, median {result.RecoveryTimes.PercentileMs(0.5)} ms, p99 {result.RecoveryTimes.PercentileMs(0.99)} ms"));
            }
        }
        finally
        {
            if (dedicated is null && cluster.Silos.Concat(cluster.Gateways).Any(server => !server.IsRunning)) await suite.DisposeSharedCluster();
        }
        return result with { BrokenPromises = [.. result.BrokenPromises, .. MissedRecoveryTargets(result)], Observations = [.. result.Observations.TakeLast(12), .. DescribeRecovery(result)] };
    }

    async Task<FaultResult> RunOnce(FaultSuite suite, ClusterOnPostgres cluster, object? fixture, string runName, CancellationToken cancellation)
    {
        var profile = new CallerProfile(suite.NextFirstPerson(), suite.People) { DuplicatesPerContact = DuplicatesPerContact };
        var callers = await CallerPool.Start(cluster.Addresses, runName, profile, FaultSuite.FirstAnswerTimeout, cancellation);
        await using var supervisor = new Supervisor(cluster.Silos.Concat(cluster.Gateways));
        var run = new FaultRun(suite, cluster, callers, supervisor, fixture, cancellation);
        try
        {
            await Inject(run);
        }
        finally
        {
            await callers.Stop();
        }
        var verdict = await callers.Verify(cancellation);
        run.JudgeEnds();
        var (traffic, failures) = (callers.Traffic, callers.Traffic.FailuresByStatus);
        return new(Name, Promise)
        {
            Verdict = verdict, Acknowledged = traffic.Receipts.DistinctBy(receipt => receipt.Canary).Count(), Unanswered = traffic.Unanswered,
            UnexpectedAnswers = failures.Where(one => !AgreedFailures.Contains(one.Key) && !(one.Key == 0 && ConnectionsMayBreak)).Sum(one => one.Value),
            RecoveryTimes = run.RecoveryTimes, Observations = [.. run.Observations, .. DescribeFailures(failures)],
            BrokenPromises = [.. run.BrokenPromises, .. NoAttemptMayFail && failures.Count > 0 ? [$"failed attempts, where none may be: {string.Join(", ", DescribeFailures(failures))}"] : Array.Empty<string>()],
        };
    }

    static string[] DescribeFailures(Dictionary<int, int> failuresByStatus) =>
        [.. failuresByStatus.OrderBy(one => one.Key).Select(one => one.Key == 0 ? $"{one.Value} connections broke" : $"{one.Value} answers {one.Key}")];

    static FaultResult Combine(FaultResult one, FaultResult other) => one with
    {
        Verdict = one.Verdict + other.Verdict, Acknowledged = one.Acknowledged + other.Acknowledged, Unanswered = one.Unanswered + other.Unanswered,
        UnexpectedAnswers = one.UnexpectedAnswers + other.UnexpectedAnswers, RecoveryTimes = [.. one.RecoveryTimes, .. other.RecoveryTimes],
        BrokenPromises = [.. one.BrokenPromises, .. other.BrokenPromises], Observations = [.. one.Observations, .. other.Observations],
    };

    IEnumerable<string> MissedRecoveryTargets(FaultResult result)
    {
        if (RecoveryTarget is not { } target || result.RecoveryTimes.Count == 0) yield break;
        if (result.RecoveryTimes.PercentileMs(0.5) > target.Median.TotalMilliseconds) yield return $"affected callers are answered again after {result.RecoveryTimes.PercentileMs(0.5)} ms at the median (K8)";
        if (result.RecoveryTimes.PercentileMs(0.99) > target.P99.TotalMilliseconds) yield return $"affected callers are answered again after {result.RecoveryTimes.PercentileMs(0.99)} ms at p99 (K8)";
    }

    static string[] DescribeRecovery(FaultResult result) =>
        result.RecoveryTimes.Count == 0 ? [] : [$"{result.RecoveryTimes.Count} affected callers answered again: median {result.RecoveryTimes.PercentileMs(0.5)} ms, p99 {result.RecoveryTimes.PercentileMs(0.99)} ms"];
}
