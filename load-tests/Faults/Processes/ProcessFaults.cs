using System.Diagnostics;

namespace Platform.LoadTests.Faults.Processes;

/// <summary>Processes killed, frozen and replaced.</summary>
static class ProcessFaults
{
    static readonly TimeSpan RecoveryTimeout = TimeSpan.FromSeconds(20);
    static readonly TimeSpan ColdStartTimeout = TimeSpan.FromSeconds(120);
    static readonly TimeSpan DatabaseRecoveryTimeout = TimeSpan.FromSeconds(10);
    // A resumed silo learns from the membership table that it was declared dead: at the next refresh of the table, and then it has to end.
    static readonly TimeSpan ZombieTimeout = TimeSpan.FromSeconds(15);
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
        run.AllowEnd(run.Cluster.Silos);
        run.MarkInjected();
        await run.Cluster.Postgres.Kill();
        await run.ContinueLoad(ShortTime);
        await run.Cluster.Postgres.Restart();
        var listens = Stopwatch.GetTimestamp();
        await run.RequireRecovery(listens, DatabaseRecoveryTimeout, "the database listens again");
        await run.RequireAllHealthy("the database listens again");
    }

    /// <summary>Stops one silo with SIGSTOP until the cluster has declared it dead, then resumes it: a zombie, which must write nothing and ends.</summary>
    public static async Task FreezeSilo(FaultRun run)
    {
        var silo = run.RandomSilo();
        run.AllowEnd(silo);
        await using var audit = await JournalWriteAudit.Start(run);
        var written = 0L;
        run.MarkInjected();
        var since = Stopwatch.GetTimestamp();
        silo.Freeze();
        try
        {
            await run.RequireRecovery(since, RecoveryTimeout, "a silo was frozen");
            run.MarkRepaired();
            var rest = run.FreezeTime - Stopwatch.GetElapsedTime(since);
            if (rest > TimeSpan.Zero) await run.ContinueLoad(rest);
            written = await audit.CountEvents(silo, DateTimeOffset.UtcNow);
        }
        finally
        {
            silo.Resume();
        }
        await run.RequireRecovery(RecoveryTimeout, "it was resumed");
        // One that lives on has joined the cluster again, and may write.
        if (await run.WaitForEnd(silo, ZombieTimeout) is { } end)
        {
            var zombieWrites = await audit.CountEvents(silo, end.At) - written;
            run.Require(zombieWrites == 0, $"{silo} wrote {zombieWrites} events as a zombie, between its resumption and its end");
        }
        else run.Note($"{silo} did not end within {ZombieTimeout.TotalSeconds} s");
        await run.RequireAllHealthy("it was resumed");
        await run.RequireRecovery(RecoveryTimeout, "all silos are healthy");
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
}
