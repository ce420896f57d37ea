using Platform.LoadTests.Load.Callers;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Faults;

/// <summary>A fault that is made once or more under calls that go on: begin, settle, strike, repair, end, read everything back.</summary>
/// <param name="Name">As it is called by <c>--only</c>.</param>
/// <param name="Promise">What the platform promises.</param>
/// <param name="Strike">Makes it, waits for what is promised, and leaves the cluster whole.</param>
sealed record StrikeFault(string Name, string Promise, Func<Scene, Task> Strike) : IFault
{
    static readonly int[] Agreed = [409, 422, 429, 503];

    /// <summary>A cluster of its own; null: the plain one does.</summary>
    public Func<Stage, CancellationToken, Task<OwnCluster>>? Own { get; init; }

    /// <summary>How many copies of each contact are sent besides it.</summary>
    public double Copies { get; init; } = 0.1;

    /// <summary>Gateways die with their connections: what was under way there gets no answer, and nobody can help it.</summary>
    public bool ConnectionsMayBreak { get; init; }

    /// <summary>Not one attempt may fail.</summary>
    public bool NothingMayFail { get; init; }

    /// <summary>Within what half of the touched citizens are answered again, and 99 of 100.</summary>
    public (TimeSpan Median, TimeSpan P99)? Within { get; init; }

    /// <summary>Makes sense more than once in a row.</summary>
    public bool Repeats { get; init; } = true;

    /// <inheritdoc/>
    public async Task<Row> Run(Stage stage, CancellationToken cancellation)
    {
        await using var own = Own is null ? null : await Own(stage, cancellation);
        var cluster = own?.Cluster ?? await stage.Plain(cancellation);
        var run = Guid.NewGuid().ToString("N")[..6];
        var row = new Row(Name, Promise);
        try
        {
            for (var time = 0; time < (Repeats ? stage.Times : 1); time++)
            {
                row = Join(row, await Once(stage, cluster, own?.Hit, $"{run}{time:D4}", cancellation));
                await stage.Progress.WriteLineAsync($"  {Name} {time + 1} of {(Repeats ? stage.Times : 1)}: {string.Join("; ", [.. row.Wrong, .. row.Seen.TakeLast(3)])}"
                    + (row.Recoveries.Count == 0 ? "" : $"; {row.Recoveries.Count} touched, median {row.Recoveries.At(0.5)} ms, p99 {row.Recoveries.At(0.99)} ms"));
            }
        }
        finally
        {
            if (own is null && cluster.Silos.Concat(cluster.Gateways).Any(server => !server.Lives)) await stage.Leave();
        }
        return row with { Broken = [.. row.Broken, .. TooLate(row)], Seen = [.. row.Seen.TakeLast(12), .. Told(row)] };
    }

    async Task<Row> Once(Stage stage, ClusterOnPostgres cluster, object? ground, string run, CancellationToken cancellation)
    {
        var habits = new Habits(stage.Newcomers(), stage.People) { Copies = Copies };
        var callers = await Callers.Begin(cluster.Addresses, run, habits, Stage.Patience, cancellation);
        var scene = new Scene(stage, cluster, callers, ground, cancellation);
        try
        {
            await Strike(scene);
        }
        finally
        {
            await callers.End();
        }
        var (traffic, troubles) = (callers.Traffic, callers.Traffic.Troubles);
        return new(Name, Promise)
        {
            Verdict = await callers.Judge(cancellation), Acknowledged = traffic.Receipts.DistinctBy(receipt => receipt.Mark).Count(), Unanswered = traffic.Unanswered,
            Unkept = troubles.Where(one => !Agreed.Contains(one.Key) && !(one.Key == 0 && ConnectionsMayBreak)).Sum(one => one.Value),
            Recoveries = scene.Recoveries, Seen = [.. scene.Seen, .. Answers(troubles)],
            Broken = [.. scene.Broken, .. NothingMayFail && troubles.Count > 0 ? [$"failed attempts, where none may be: {string.Join(", ", Answers(troubles))}"] : Array.Empty<string>()],
        };
    }

    static string[] Answers(Dictionary<int, int> troubles) =>
        [.. troubles.OrderBy(one => one.Key).Select(one => one.Key == 0 ? $"{one.Value} connections broke" : $"{one.Value} answers {one.Key}")];

    static Row Join(Row one, Row other) => one with
    {
        Verdict = one.Verdict + other.Verdict, Acknowledged = one.Acknowledged + other.Acknowledged, Unanswered = one.Unanswered + other.Unanswered,
        Unkept = one.Unkept + other.Unkept, Recoveries = [.. one.Recoveries, .. other.Recoveries],
        Broken = [.. one.Broken, .. other.Broken], Seen = [.. one.Seen, .. other.Seen],
    };

    IEnumerable<string> TooLate(Row row)
    {
        if (Within is not { } within || row.Recoveries.Count == 0) yield break;
        if (row.Recoveries.At(0.5) > within.Median.TotalMilliseconds) yield return $"touched citizens are answered again after {row.Recoveries.At(0.5)} ms at the median (K8)";
        if (row.Recoveries.At(0.99) > within.P99.TotalMilliseconds) yield return $"touched citizens are answered again after {row.Recoveries.At(0.99)} ms at p99 (K8)";
    }

    static string[] Told(Row row) =>
        row.Recoveries.Count == 0 ? [] : [$"{row.Recoveries.Count} touched citizens answered again: median {row.Recoveries.At(0.5)} ms, p99 {row.Recoveries.At(0.99)} ms"];
}
