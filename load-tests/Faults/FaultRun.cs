using System.Diagnostics;
using Npgsql;
using Platform.LoadTests.Load.Callers;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Faults;

/// <summary>One injection of a fault under load.</summary>
/// <param name="suite">What the faults share.</param>
/// <param name="cluster">The cluster under test.</param>
/// <param name="callers">The load.</param>
/// <param name="supervisor">Starts servers again that end by themselves.</param>
/// <param name="fixture">What the fault is injected with; null: signals alone.</param>
/// <param name="cancellation">Cancels the run.</param>
sealed class FaultRun(FaultSuite suite, ClusterOnPostgres cluster, CallerPool callers, Supervisor supervisor, object? fixture, CancellationToken cancellation)
{
    // As for a cold start.
    static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(120);
    static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    readonly List<string> brokenPromises = [];
    readonly List<string> observations = [];
    readonly HashSet<ServerProcess> mayEnd = [];
    long injectedAt;
    long repairedAt = long.MaxValue;

    public ClusterOnPostgres Cluster => cluster;

    /// <summary>Draws targets and times.</summary>
    public Random Random => suite.Random;

    /// <summary>How long a frozen silo stays frozen.</summary>
    public TimeSpan FreezeTime => suite.FreezeTime;

    public CancellationToken Cancellation => cancellation;

    /// <summary>Promises that were broken.</summary>
    public IReadOnlyList<string> BrokenPromises => brokenPromises;

    public IReadOnlyList<string> Observations => observations;

    /// <summary>What the fault is injected with.</summary>
    public T Fixture<T>() => (T)fixture!;

    /// <summary>Opens the platform's database as the superuser, beside the platform.</summary>
    public NpgsqlDataSource OpenDatabase() => cluster.Postgres.OpenAsSuperuser();

    /// <summary>Runs a statement that counts.</summary>
    /// <param name="database">The database.</param>
    /// <param name="sql">Selects one bigint.</param>
    /// <param name="ids">Its parameter <c>$1</c>, an array of texts, where it has one.</param>
    public async Task<long> CountRows(NpgsqlDataSource database, string sql, string[]? ids = null)
    {
        await using var count = database.CreateCommand(sql);
        if (ids is not null) count.Parameters.AddWithValue(ids);
        return (long)(await count.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>One of the running silos, at random.</summary>
    public ServerProcess RandomSilo()
    {
        var running = cluster.Silos.Where(silo => silo.IsRunning).ToList();
        return running[Random.Next(running.Count)];
    }

    /// <summary>Recovery times count from now.</summary>
    public void MarkInjected() => injectedAt = Stopwatch.GetTimestamp();

    /// <summary>Calls sent from now on do not count for the recovery times.</summary>
    public void MarkRepaired() => repairedAt = Math.Min(repairedAt, Stopwatch.GetTimestamp());

    /// <summary>Requires that every caller is answered again within a time from now (K8).</summary>
    public Task RequireRecovery(TimeSpan within, string after) => RequireRecovery(Stopwatch.GetTimestamp(), within, after);

    /// <summary>Requires that every caller is answered again within a time from a moment (K8).</summary>
    public async Task RequireRecovery(long since, TimeSpan within, string after)
    {
        // Waits longer than promised, so that what follows starts with a working platform.
        var took = await callers.WaitUntilAllAnswered(since, within + TimeSpan.FromSeconds(60), cancellation);
        if (took is null || took > within) brokenPromises.Add($"{after}: not everybody is answered {(took ?? within + TimeSpan.FromSeconds(60)).TotalSeconds:F1} s later, {within.TotalSeconds} s were promised (K8)");
        else observations.Add($"{after}: all answered {took.Value.TotalSeconds:F1} s later");
    }

    /// <summary>These silos may end by themselves from now on, because the fault makes the cluster declare them dead or takes what they need. The
    /// supervisor starts them again; any other end breaks a promise.</summary>
    public void AllowEnd(params IEnumerable<ServerProcess> silos) => mayEnd.UnionWith(silos);

    /// <summary>Waits for a server to end by itself.</summary>
    /// <returns>Its end; null: it did not end in time.</returns>
    public async Task<ProcessEnd?> WaitForEnd(ServerProcess server, TimeSpan timeout)
    {
        using var timer = new PeriodicTimer(PollInterval);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < timeout; await timer.WaitForNextTickAsync(cancellation))
            if (supervisor.Ends.FirstOrDefault(end => end.Server == server) is { } end) return end;
        return null;
    }

    /// <summary>Requires that every server is healthy within two minutes, those included that the supervisor starts again.</summary>
    public async Task RequireAllHealthy(string after)
    {
        using var timer = new PeriodicTimer(PollInterval);
        var watch = Stopwatch.StartNew();
        foreach (var server in cluster.Silos.Concat(cluster.Gateways))
        {
            var healthy = await server.IsHealthy(cancellation);
            for (; !healthy && watch.Elapsed < StartTimeout; healthy = await server.IsHealthy(cancellation)) await timer.WaitForNextTickAsync(cancellation);
            Require(healthy, $"{after}: {server} is not healthy {watch.Elapsed.TotalSeconds:F0} s later");
        }
        Note($"{after}: health was waited for {watch.Elapsed.TotalSeconds:F1} s");
    }

    /// <summary>Judges the ends of processes: those that may end must do so with a failure, which a supervisor sees; others must not end.</summary>
    public void JudgeEnds()
    {
        foreach (var ends in supervisor.Ends.GroupBy(end => end.Server))
        {
            var codes = string.Join(", ", ends.Select(end => end.ExitCode));
            if (!mayEnd.Contains(ends.Key))
            {
                brokenPromises.Add($"{ends.Key} ended by itself with {codes}");
                suite.Progress.WriteLine($"  the last output of {ends.Key}:{Environment.NewLine}{ends.First().LastOutput}");
            }
            else if (ends.Any(end => end.ExitCode == 0)) brokenPromises.Add($"{ends.Key} gave up and ended with 0, as if it had been asked to");
            else observations.Add($"{ends.Key} ended by itself with {codes}, and was started again");
        }
    }

    /// <summary>Lets callers continue for a while.</summary>
    public Task ContinueLoad(TimeSpan time) => Task.Delay(time, cancellation);

    /// <summary>Records a broken promise unless a condition holds.</summary>
    public void Require(bool condition, string failure)
    {
        if (!condition) brokenPromises.Add(failure);
    }

    /// <summary>Records an observation.</summary>
    public void Note(string what) => observations.Add(what);

    /// <summary>Recovery times of the affected callers; read them when the callers have stopped.</summary>
    public IReadOnlyList<TimeSpan> RecoveryTimes => injectedAt == 0 ? [] : callers.RecoveryTimes(injectedAt, repairedAt);
}
