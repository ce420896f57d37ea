using System.Diagnostics;
using Npgsql;
using Platform.LoadTests.Environments;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Faults.Deadlines;

/// <summary>Citizens who wait for an answer until its deadline, and a silo that dies while it finds them.</summary>
static class Waiting
{
    const int Requests = 500;
    static readonly TimeSpan Days = TimeSpan.FromDays(4);
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    // What a silo that died had taken is taken by another 15 s later.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>One silo is days ahead and finds what is due, and is killed amidst it; then all are days ahead, and it comes back.</summary>
    /// <remarks>Each gets its clock while it is stopped: set ahead under one that runs, libfaketime's clock ends all that waits there, which is
    /// the row of clocks that jump.</remarks>
    public static IFault TooLong { get; } = new StrikeFault("deadlines", "each fires once in effect", Strike)
    {
        ConnectionsMayBreak = true,
        Repeats = false,
        Own = async (stage, cancellation) =>
        {
            var (ofFirst, ofOthers, ofGateways) = (new FalseClock(), new FalseClock(), new FalseClock());
            return await OwnCluster.Start(
                stage, Stage.Plan with { SiloHousing = number => (number == 0 ? ofFirst : ofOthers).Housing, GatewayHousing = _ => ofGateways.Housing },
                (ofFirst, ofOthers, ofGateways), cancellation, ofFirst, ofOthers, ofGateways);
        },
    };

    static async Task Strike(Scene scene)
    {
        var (ofFirst, ofOthers, ofGateways) = scene.Ground<(FalseClock, FalseClock, FalseClock)>();
        await using var database = scene.Database();
        using var counter = new Counter(scene.Cluster.Address, scene.Cancellation);
        var asked = await counter.Open(Requests);
        var requests = asked.Select(one => one.Request).ToArray();
        var waiting = asked.Count(one => one.Waits);
        scene.Note($"{Requests} requests opened, {waiting} of them without an answer");

        var first = scene.Cluster.Silos[0];
        await first.Kill();
        ofFirst.Set(Days);
        // It sweeps before it serves: it is not waited for.
        var coming = first.Start(scene.Cancellation);
        await Until(() => Late(scene, database, requests), late => late > 0, scene);
        await first.Kill();
        await coming.ContinueWith(_ => { }, TaskScheduler.Default);
        var killed = Stopwatch.GetTimestamp();
        var before = await Late(scene, database, requests);
        scene.Must(before < waiting, "the silo that swept was killed too late");

        await Later(scene.Cluster.Silos.Skip(1), ofOthers, scene);
        await Later(scene.Cluster.Gateways, ofGateways, scene);
        await first.Start(scene.Cancellation);
        await Until(() => Late(scene, database, requests), late => late >= waiting, scene);
        scene.Note($"{before} were late when the silo that swept was killed, {await Late(scene, database, requests)} {Stopwatch.GetElapsedTime(killed).TotalSeconds:F1} s later");
        await scene.Back(Soon, "all clocks were four days ahead");

        foreach (var wrong in await counter.Judge(asked, Patience)) scene.Must(false, wrong);
        scene.Must(await scene.Count(database, "select count(*) from deadlines d join streams s on s.number = d.stream where d.due_at is not null and s.id = any($1)", requests) == 0,
            "a deadline is left that was kept");
        scene.Note($"read back: {counter.Seen}");
    }

    static async Task Later(IEnumerable<ServerProcess> servers, FalseClock clock, Scene scene)
    {
        // In turn: what one lets go of, another answers while it is there.
        foreach (var server in servers) await server.Terminate();
        clock.Set(Days);
        await Task.WhenAll(servers.Select(server => server.Start(scene.Cancellation)));
    }

    static async Task Until(Func<Task<long>> late, Func<long, bool> enough, Scene scene)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        for (var since = Stopwatch.StartNew(); !enough(await late()); await pace.WaitForNextTickAsync(scene.Cancellation))
            if (since.Elapsed > Patience) throw new TimeoutException($"{await late()} requests are late after {Patience.TotalSeconds} s: deadlines are not kept.");
    }

    static Task<long> Late(Scene scene, NpgsqlDataSource database, string[] requests) =>
        scene.Count(database, "select count(*) from events e join streams s on s.number = e.stream where e.type = 'request-late' and s.id = any($1)", requests);
}
