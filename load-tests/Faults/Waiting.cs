using System.Diagnostics;
using Npgsql;
using Platform.LoadTests.Grounds;

namespace Platform.LoadTests.Faults;

/// <summary>Citizens who wait for an answer until its deadline, and a silo that dies while it finds them.</summary>
static class Waiting
{
    const int Requests = 500;
    static readonly TimeSpan Days = TimeSpan.FromDays(4);
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    // What a silo that died had taken is taken by another 15 s later.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>One silo is days ahead and finds what is due, and is killed amidst it; then all are days ahead, and it comes back.</summary>
    public static IFault TooLong { get; } = new StrikeFault("deadlines", "each fires once in effect", Strike)
    {
        // As where clocks jump: gateways are started again, for their requests cannot outlive a monotonic clock set ahead.
        ConnectionsMayBreak = true,
        Repeats = false,
        Own = async (stage, cancellation) =>
        {
            var (ofSilos, ofGateways) = (Enumerable.Range(0, Stage.Plan.Silos).Select(_ => new FalseClock()).ToArray(), new FalseClock());
            return await OwnCluster.Start(
                stage, Stage.Plan with { SiloHousing = number => ofSilos[number].Housing, GatewayHousing = _ => ofGateways.Housing },
                (ofSilos, ofGateways), cancellation, [.. ofSilos, ofGateways]);
        },
    };

    static async Task Strike(Scene scene)
    {
        var (ofSilos, ofGateways) = scene.Ground<(FalseClock[], FalseClock)>();
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(scene.Cluster.Postgres.Superuser) { Database = "platform", Pooling = false });
        using var counter = new Counter(scene.Cluster.Address, scene.Cancellation);
        var asked = await counter.Open(Requests);
        var requests = asked.Select(one => one.Request).ToArray();
        var waiting = asked.Count(one => one.Waits);
        scene.Note($"{Requests} requests opened, {waiting} of them without an answer");

        var first = scene.Cluster.Silos[0];
        await first.Kill();
        ofSilos[0].Set(Days);
        // It sweeps before it serves: it is not waited for.
        var coming = first.Start(scene.Cancellation);
        await Until(() => Late(scene, database, requests), late => late > 0, scene);
        await first.Kill();
        await coming.ContinueWith(_ => { }, TaskScheduler.Default);
        var killed = Stopwatch.GetTimestamp();
        var before = await Late(scene, database, requests);
        scene.Must(before < waiting, "the silo that swept was killed too late");

        foreach (var clock in ofSilos[1..]) clock.Set(Days);
        await scene.GoOn(TimeSpan.FromSeconds(3));
        ofGateways.Set(Days);
        foreach (var gateway in scene.Cluster.Gateways) await gateway.Kill();
        foreach (var gateway in scene.Cluster.Gateways) await gateway.Start(scene.Cancellation);
        await first.Start(scene.Cancellation);
        await Killing.Whole(scene, "when its clock jumped");
        await Until(() => Late(scene, database, requests), late => late >= waiting, scene);
        scene.Note($"{before} were late when the silo that swept was killed, {await Late(scene, database, requests)} {Stopwatch.GetElapsedTime(killed).TotalSeconds:F1} s later");
        await scene.Back(Soon, "all clocks were four days ahead");

        foreach (var wrong in await counter.Judge(asked, Patience)) scene.Must(false, wrong);
        scene.Must(await Count(scene, database, "select count(*) from deadlines d join streams s on s.number = d.stream where d.due_at is not null and s.id = any($1)", requests) == 0,
            "a deadline is left that was kept");
        scene.Note($"read back: {counter.Seen}");
    }

    static async Task Until(Func<Task<long>> late, Func<long, bool> enough, Scene scene)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        for (var since = Stopwatch.StartNew(); !enough(await late()); await pace.WaitForNextTickAsync(scene.Cancellation))
            if (since.Elapsed > Patience) throw new TimeoutException($"{await late()} requests are late after {Patience.TotalSeconds} s: deadlines are not kept.");
    }

    static Task<long> Late(Scene scene, NpgsqlDataSource database, string[] requests) =>
        Count(scene, database, "select count(*) from events e join streams s on s.number = e.stream where e.type = 'request-late' and s.id = any($1)", requests);

    static async Task<long> Count(Scene scene, NpgsqlDataSource database, string sql, string[] requests)
    {
        await using var count = database.CreateCommand(sql);
        count.Parameters.AddWithValue(requests);
        return (long)(await count.ExecuteScalarAsync(scene.Cancellation))!;
    }
}
