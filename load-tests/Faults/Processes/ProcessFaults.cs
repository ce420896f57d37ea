using System.Diagnostics;

namespace Platform.LoadTests.Faults.Processes;

/// <summary>Processes killed, frozen and replaced.</summary>
static class ProcessFaults
{
    static readonly TimeSpan RecoveryTimeout = TimeSpan.FromSeconds(20);
    static readonly TimeSpan ColdStartTimeout = TimeSpan.FromSeconds(120);
    static readonly TimeSpan DatabaseRecoveryTimeout = TimeSpan.FromSeconds(10);
    static readonly TimeSpan ShortTime = TimeSpan.FromMilliseconds(300);

    /// <summary>Kills one silo at a random moment, then starts it again.</summary>
    public static async Task KillSilo(FaultRun run)
    {
        await run.ContinueLoad(ShortTime * run.Random.NextDouble());
        var silo = run.RandomSilo();
        run.MarkInjected();
        var since = Stopwatch.GetTimestamp();
        await silo.Kill();
        await run.RequireRecovery(since, RecoveryTimeout, "a silo was killed");
        run.MarkRepaired();
        await silo.Start(run.Cancellation);
        await run.RequireRecovery(RecoveryTimeout, "it was started again");
    }

    /// <summary>Kills every process, including the database, then starts all of them again.</summary>
    public static async Task KillAll(FaultRun run)
    {
        run.MarkInjected();
        var since = Stopwatch.GetTimestamp();
        await run.Cluster.Kill();
        await run.Cluster.StartAgain(run.Cancellation);
        await run.RequireRecovery(since, ColdStartTimeout, "all were killed and started");
    }

    /// <summary>Kills the database, then starts it again.</summary>
    public static async Task KillDatabase(FaultRun run)
    {
        run.MarkInjected();
        await run.Cluster.Postgres.Kill();
        await run.ContinueLoad(ShortTime);
        await run.Cluster.Postgres.Restart();
        var listens = Stopwatch.GetTimestamp();
        await run.RequireRecovery(listens, DatabaseRecoveryTimeout, "the database listens again");
        await RestartEndedSilos(run, "without their database");
    }

    /// <summary>Stops one silo with SIGSTOP, and resumes it later.</summary>
    public static async Task FreezeSilo(FaultRun run)
    {
        var silo = run.RandomSilo();
        run.MarkInjected();
        var since = Stopwatch.GetTimestamp();
        silo.Freeze();
        try
        {
            await run.RequireRecovery(since, RecoveryTimeout, "a silo was frozen");
            run.MarkRepaired();
            var rest = run.FreezeTime - Stopwatch.GetElapsedTime(since);
            if (rest > TimeSpan.Zero) await run.ContinueLoad(rest);
        }
        finally
        {
            silo.Resume();
        }
        await run.RequireRecovery(RecoveryTimeout, "it was resumed");
        await run.ContinueLoad(ShortTime * 5);
        await RestartEndedSilos(run, "after it was frozen");
    }

    /// <summary>Stops each silo and each gateway in turn gracefully, and starts it again.</summary>
    /// <remarks>The same build before and after: the golden payloads prove that events of other versions are read.</remarks>
    public static async Task RollingUpgrade(FaultRun run)
    {
        foreach (var server in run.Cluster.Silos.Concat(run.Cluster.Gateways).ToList())
        {
            var watch = Stopwatch.StartNew();
            var code = await server.Terminate();
            run.Note($"{server} stopped in {watch.Elapsed.TotalSeconds:F1} s");
            run.Require(code == 0, $"{server}, asked to stop, ended with {code?.ToString() ?? "nothing, and was killed"}");
            await server.Start(run.Cancellation);
            await run.RequireRecovery(RecoveryTimeout, "one was replaced");
        }
    }

    /// <summary>Starts silos that ended themselves, as systemd or Kubernetes does.</summary>
    public static async Task RestartEndedSilos(FaultRun run, string when)
    {
        foreach (var silo in run.Cluster.Silos.Where(silo => !silo.IsRunning).ToList())
        {
            run.Note($"a silo ended itself {when}, and was started again");
            await silo.Start(run.Cancellation);
        }
        await run.RequireRecovery(RecoveryTimeout, "all silos are there");
    }
}
