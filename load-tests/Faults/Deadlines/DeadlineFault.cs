using System.Diagnostics;
using Npgsql;
using Platform.LoadTests.Environments;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Faults.Deadlines;

/// <summary>Requests that reach their deadline, and a silo that is killed while it sweeps them.</summary>
static class DeadlineFault
{
    const int Requests = 500;
    static readonly TimeSpan ClockShift = TimeSpan.FromDays(4);
    static readonly TimeSpan RecoveryTimeout = TimeSpan.FromSeconds(20);

    // Deadlines taken by a killed silo are taken again by another 15 s later.
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(90);

    /// <summary>One silo with a clock days ahead sweeps what is due, and is killed while it does; then all clocks are days ahead, and it is started again.</summary>
    /// <remarks>Clocks are shifted while their processes are stopped: shifted under a running process, libfaketime's clock ends every wait, which is
    /// what the fault <c>clock-jumps</c> does.</remarks>
    public static IFault SweeperKilled { get; } = new InjectedFault("deadlines", "each fires once in effect", Inject)
    {
        ConnectionsMayBreak = true,
        IsRepeatable = false,
        StartDedicatedCluster = async (suite, cancellation) =>
        {
            var (firstClock, otherClocks, gatewayClock) = (new ShiftedClock(), new ShiftedClock(), new ShiftedClock());
            return await DedicatedCluster.Start(
                suite, FaultSuite.DefaultPlan with { SiloEnvironment = number => (number == 0 ? firstClock : otherClocks).Environment, GatewayEnvironment = _ => gatewayClock.Environment },
                (firstClock, otherClocks, gatewayClock), cancellation, firstClock, otherClocks, gatewayClock);
        },
    };

    static async Task Inject(FaultRun run)
    {
        var (firstClock, otherClocks, gatewayClock) = run.Fixture<(ShiftedClock, ShiftedClock, ShiftedClock)>();
        await using var database = run.OpenDatabase();
        using var checker = new LateRequestChecker(run.Cluster.Address, run.Cancellation);
        var opened = await checker.Open(Requests);
        var requests = opened.Select(one => one.Request).ToArray();
        var unanswered = opened.Count(one => one.IsUnanswered);
        run.Note($"{Requests} requests opened, {unanswered} of them without an answer");

        var first = run.Cluster.Silos[0];
        await first.Kill();
        firstClock.Set(ClockShift);
        // It sweeps before it is healthy: its start is not waited for.
        var starting = first.Start(run.Cancellation);
        await WaitUntil(() => CountLate(run, database, requests), count => count > 0, run);
        await first.Kill();
        await starting.ContinueWith(_ => { }, TaskScheduler.Default);
        var killed = Stopwatch.GetTimestamp();
        var lateBefore = await CountLate(run, database, requests);
        run.Require(lateBefore < unanswered, "the sweeping silo was killed too late");

        await RestartWithShiftedClock(run.Cluster.Silos.Skip(1), otherClocks, run);
        await RestartWithShiftedClock(run.Cluster.Gateways, gatewayClock, run);
        await first.Start(run.Cancellation);
        await WaitUntil(() => CountLate(run, database, requests), count => count >= unanswered, run);
        run.Note($"{lateBefore} were late when the sweeping silo was killed, {await CountLate(run, database, requests)} {Stopwatch.GetElapsedTime(killed).TotalSeconds:F1} s later");
        await run.RequireRecovery(RecoveryTimeout, "all clocks were four days ahead");

        foreach (var failure in await checker.Verify(opened, Timeout)) run.Require(false, failure);
        run.Require(await run.CountRows(database, "select count(*) from deadlines d join streams s on s.number = d.stream where d.due_at is not null and s.id = any($1)", requests) == 0,
            "a deadline is left that has fired");
        run.Note($"read back: {checker.Summary}");
    }

    static async Task RestartWithShiftedClock(IEnumerable<ServerProcess> servers, ShiftedClock clock, FaultRun run)
    {
        // In turn: the others answer meanwhile.
        foreach (var server in servers) await server.Terminate();
        clock.Set(ClockShift);
        await Task.WhenAll(servers.Select(server => server.Start(run.Cancellation)));
    }

    static async Task WaitUntil(Func<Task<long>> countLate, Func<long, bool> isEnough, FaultRun run)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        for (var since = Stopwatch.StartNew(); !isEnough(await countLate()); await timer.WaitForNextTickAsync(run.Cancellation))
            if (since.Elapsed > Timeout) throw new TimeoutException($"{await countLate()} requests are late after {Timeout.TotalSeconds} s: deadlines do not fire.");
    }

    static Task<long> CountLate(FaultRun run, NpgsqlDataSource database, string[] requests) =>
        run.CountRows(database, "select count(*) from events e join streams s on s.number = e.stream where e.type = 'request-late' and s.id = any($1)", requests);
}
