using System.Diagnostics;
using System.Net;
using Platform.LoadTests.Environments;
using Platform.LoadTests.Load;

namespace Platform.LoadTests.Faults.Resources;

/// <summary>Faults of resources: a slow database, a full disk, little memory, shifted clocks.</summary>
static class ResourceFaults
{
    static readonly TimeSpan RecoveryTimeout = TimeSpan.FromSeconds(20);
    static readonly TimeSpan FaultTime = TimeSpan.FromSeconds(10);

    /// <summary>Everything sent to the database arrives late.</summary>
    public static IFault SlowDatabase(int milliseconds) => new InjectedFault($"slow-database-{milliseconds}", "deadlines hold; everybody is served", async run =>
    {
        var proxy = run.Fixture<DatabaseProxy>();
        proxy.Delay = TimeSpan.FromMilliseconds(milliseconds);
        await run.RequireRecovery(RecoveryTimeout, $"every answer of the database came {milliseconds} ms later");
        await run.ContinueLoad(FaultTime);
        proxy.Delay = TimeSpan.Zero;
        await run.RequireRecovery(RecoveryTimeout, "it was fast again");
    })
    {
        StartDedicatedCluster = async (suite, cancellation) =>
        {
            var proxy = new DatabaseProxy(IPAddress.Loopback);
            return await DedicatedCluster.Start(suite, FaultSuite.DefaultPlan with { DatabaseConnection = proxy.ConnectionString }, proxy, cancellation, proxy);
        },
    };

    /// <summary>A disk without one more block, and then with some.</summary>
    public static IFault FullDisk { get; } = new InjectedFault("disk-full", "what was acknowledged survives; what cannot be kept is refused", async run =>
    {
        var disk = run.Fixture<TmpfsDisk>();
        run.AllowEnd(run.Cluster.Silos);
        run.MarkInjected();
        await disk.Fill();
        await run.ContinueLoad(FaultTime);
        disk.FreeSpace();
        if (!run.Cluster.Postgres.IsRunning)
        {
            run.Note("PostgreSQL had given up, and was started again");
            await run.Cluster.Postgres.Kill();
            await run.Cluster.Postgres.Restart();
        }
        await run.RequireRecovery(RecoveryTimeout, "there was room again");
        await run.RequireAllHealthy("there was room again");
    })
    {
        StartDedicatedCluster = async (suite, cancellation) =>
        {
            var disk = await TmpfsDisk.Mount(megabytes: 400);
            return await DedicatedCluster.Start(suite, FaultSuite.DefaultPlan with { DataFolder = disk.Folder, PostgresSettings = ["max_wal_size=64MB", "min_wal_size=32MB"] }, disk, cancellation, disk);
        },
    };

    /// <summary>The clocks of running silos jump hours ahead, those of gateways during a restart; then all are hours behind after another restart. The
    /// database's clock stays true.</summary>
    /// <remarks>Gateways are restarted because libfaketime shifts the monotonic clock as well: every request in flight there would time out at once.
    /// Silos have to bear it: they lose their leases and every wait, and those that end themselves are started again. Until the clocks of gateways and silos agree again, 503 is promised
    /// and nothing else.</remarks>
    public static IFault ClockJumps { get; } = new InjectedFault("clock-jumps", "order by version, leases by database time; 503 while clocks are apart", async run =>
    {
        var (siloClock, gatewayClock) = run.Fixture<(ShiftedClock, ShiftedClock)>();
        // Every timer of a silo is due at once, its leases and its silos' among them: they may declare each other dead.
        run.AllowEnd(run.Cluster.Silos);
        siloClock.Set(TimeSpan.FromHours(3));
        await run.ContinueLoad(TimeSpan.FromSeconds(3));
        gatewayClock.Set(TimeSpan.FromHours(3));
        foreach (var gateway in run.Cluster.Gateways) await gateway.Kill();
        foreach (var gateway in run.Cluster.Gateways) await gateway.Start(run.Cancellation);
        await run.RequireRecovery(RecoveryTimeout, "all clocks were three hours ahead");
        foreach (var server in run.Cluster.Gateways.Concat(run.Cluster.Silos)) await server.Kill();
        foreach (var clock in new[] { siloClock, gatewayClock }) clock.Set(TimeSpan.FromHours(-3));
        var since = Stopwatch.GetTimestamp();
        await Task.WhenAll(run.Cluster.Silos.Select(silo => silo.Start(run.Cancellation)));
        await Task.WhenAll(run.Cluster.Gateways.Select(gateway => gateway.Start(run.Cancellation)));
        await run.RequireRecovery(since, TimeSpan.FromSeconds(120), "all were started with clocks three hours behind");
        await run.ContinueLoad(TimeSpan.FromSeconds(2));
    })
    {
        ConnectionsMayBreak = true,
        StartDedicatedCluster = async (suite, cancellation) =>
        {
            var (siloClock, gatewayClock) = (new ShiftedClock(), new ShiftedClock());
            return await DedicatedCluster.Start(
                suite, FaultSuite.DefaultPlan with { SiloEnvironment = _ => siloClock.Environment, GatewayEnvironment = _ => gatewayClock.Environment },
                (siloClock, gatewayClock), cancellation, siloClock, gatewayClock);
        },
    };

    /// <summary>Silos with little memory and more load than they can hold.</summary>
    public static IFault MemoryLimit { get; } = new InjectedFault("memory-limit", "sheds, and is not killed", async run =>
    {
        var memory = run.Fixture<ControlGroup>();
        var crowd = new SystemUnderTest(run.Cluster, Guid.NewGuid().ToString("N")[..8], citizens: 200_000, connections: 512);
        var measured = await crowd.MeasureContacts("crowd", TimeSpan.FromSeconds(20), run.Cancellation);
        run.Note($"{measured}");
        run.Require(memory.OomKills == 0, $"the OOM killer killed {memory.OomKills} processes");
        await run.RequireRecovery(RecoveryTimeout, "the crowd had left");
        await run.RequireAllHealthy("the crowd had left");
    })
    {
        StartDedicatedCluster = async (suite, cancellation) =>
        {
            var memory = ControlGroup.ForMemory(900L * 1024 * 1024);
            return await DedicatedCluster.Start(
                suite, FaultSuite.DefaultPlan with { SiloEnvironment = _ => ProcessEnvironment.Default with { CommandPrefix = memory.CommandPrefix } }, memory, cancellation, memory);
        },
    };
}
