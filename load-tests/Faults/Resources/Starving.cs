using System.Diagnostics;
using System.Net;
using Platform.LoadTests.Environments;
using Platform.LoadTests.Faults.Processes;
using Platform.LoadTests.Load;

namespace Platform.LoadTests.Faults.Resources;

/// <summary>Faults of what the platform stands on: a slow database, a full disk, little memory, wrong clocks.</summary>
static class Starving
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Lasts = TimeSpan.FromSeconds(10);

    /// <summary>A database that answers late.</summary>
    public static IFault SlowDatabase(int milliseconds) => new StrikeFault($"slow-database-{milliseconds}", "deadlines hold; everybody is served", async scene =>
    {
        var wire = scene.Ground<LateWire>();
        wire.Delay = TimeSpan.FromMilliseconds(milliseconds);
        await scene.Back(Soon, $"every answer of the database came {milliseconds} ms later");
        await scene.GoOn(Lasts);
        wire.Delay = TimeSpan.Zero;
        await scene.Back(Soon, "it was fast again");
    })
    {
        Own = async (stage, cancellation) =>
        {
            var wire = new LateWire(IPAddress.Loopback);
            return await OwnCluster.Start(stage, Stage.Plan with { Database = wire.Through }, wire, cancellation, wire);
        },
    };

    /// <summary>A disk without one more block, and then with some.</summary>
    public static IFault FullDisk { get; } = new StrikeFault("disk-full", "what was acknowledged survives; what cannot be kept is refused", async scene =>
    {
        var disk = scene.Ground<SmallDisk>();
        scene.Strikes();
        await disk.Fill();
        await scene.GoOn(Lasts);
        disk.Clear();
        if (!scene.Cluster.Postgres.Lives)
        {
            scene.Note("PostgreSQL had given up, and was started again");
            await scene.Cluster.Postgres.Kill();
            await scene.Cluster.Postgres.Restart();
        }
        await scene.Back(Soon, "there was room again");
        await Killing.Whole(scene, "while the disk was full");
    })
    {
        Own = async (stage, cancellation) =>
        {
            var disk = await SmallDisk.Make(megabytes: 400);
            return await OwnCluster.Start(stage, Stage.Plan with { DataFolder = disk.Folder, PostgresSettings = ["max_wal_size=64MB", "min_wal_size=32MB"] }, disk, cancellation, disk);
        },
    };

    /// <summary>Every silo hours ahead while it runs, its gateways after a restart; then all hours behind after another; the database's clock
    /// stays true.</summary>
    /// <remarks>Gateways are restarted because libfaketime moves the clock that only goes on as well: every request under way there would have
    /// had its time, by any clock. What it does to silos they have to bear: they lose their leases and all that waits. Until the gateways' clocks
    /// agree with theirs again, 503 is promised and nothing else.</remarks>
    public static IFault WrongClocks { get; } = new StrikeFault("clock-jumps", "order by version, leases by database time; 503 while clocks are apart", async scene =>
    {
        var (ofSilos, ofGateways) = scene.Ground<(FalseClock, FalseClock)>();
        ofSilos.Set(TimeSpan.FromHours(3));
        await scene.GoOn(TimeSpan.FromSeconds(3));
        ofGateways.Set(TimeSpan.FromHours(3));
        foreach (var gateway in scene.Cluster.Gateways) await gateway.Kill();
        foreach (var gateway in scene.Cluster.Gateways) await gateway.Start(scene.Cancellation);
        await scene.Back(Soon, "all clocks were three hours ahead");
        foreach (var server in scene.Cluster.Gateways.Concat(scene.Cluster.Silos)) if (server.Lives) await server.Kill();
        foreach (var clock in new[] { ofSilos, ofGateways }) clock.Set(TimeSpan.FromHours(-3));
        var since = Stopwatch.GetTimestamp();
        await Task.WhenAll(scene.Cluster.Silos.Select(silo => silo.Start(scene.Cancellation)));
        await Task.WhenAll(scene.Cluster.Gateways.Select(gateway => gateway.Start(scene.Cancellation)));
        await scene.Back(since, TimeSpan.FromSeconds(120), "all were started with clocks three hours behind");
        await scene.GoOn(TimeSpan.FromSeconds(2));
    })
    {
        ConnectionsMayBreak = true,
        Own = async (stage, cancellation) =>
        {
            var (ofSilos, ofGateways) = (new FalseClock(), new FalseClock());
            return await OwnCluster.Start(
                stage, Stage.Plan with { SiloHousing = _ => ofSilos.Housing, GatewayHousing = _ => ofGateways.Housing },
                (ofSilos, ofGateways), cancellation, ofSilos, ofGateways);
        },
    };

    /// <summary>Silos with little memory and more callers than they can hold.</summary>
    public static IFault LittleMemory { get; } = new StrikeFault("memory-limit", "sheds, and is not killed", async scene =>
    {
        var memory = scene.Ground<ControlGroup>();
        var crowd = new Subject(scene.Cluster, Guid.NewGuid().ToString("N")[..8], citizens: 200_000, connections: 512);
        var measured = await crowd.Contacts("crowd", TimeSpan.FromSeconds(20), scene.Cancellation);
        scene.Note($"{measured}");
        scene.Must(memory.Killed == 0 && scene.Cluster.Silos.All(silo => silo.Lives), $"{memory.Killed} processes were killed for want of memory");
        await scene.Back(Soon, "the crowd had left");
        await Killing.Whole(scene, "for want of memory");
    })
    {
        Own = async (stage, cancellation) =>
        {
            var memory = ControlGroup.OfMemory(900L * 1024 * 1024);
            return await OwnCluster.Start(
                stage, Stage.Plan with { SiloHousing = _ => Housing.Plain with { Before = memory.Before } }, memory, cancellation, memory);
        },
    };
}
