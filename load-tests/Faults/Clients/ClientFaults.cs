using System.Diagnostics;
using Npgsql;
using Platform.LoadTests.Load;

namespace Platform.LoadTests.Faults.Clients;

/// <summary>Faults of clients: duplicates, and all of them at once.</summary>
static class ClientFaults
{
    const int HotCitizens = 50_000;
    const int MaxDatabaseConnections = 90;
    static readonly TimeSpan LoadTime = TimeSpan.FromSeconds(10);
    static readonly TimeSpan RecoveryTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Every contact is sent three more times: at once, or up to two seconds late, among all others.</summary>
    public static IFault DuplicateContacts { get; } = new InjectedFault("duplicates", "one effect", run => run.ContinueLoad(LoadTime)) { DuplicatesPerContact = 3, IsRepeatable = false };

    /// <summary>Tens of thousands of citizens were served; every silo is killed; all clients come back at once.</summary>
    public static IFault ThunderingHerd { get; } = new InjectedFault("herd", "a ramp; database connections within their cap", async run =>
    {
        var herd = new SystemUnderTest(run.Cluster, Guid.NewGuid().ToString("N")[..8], HotCitizens, connections: 256);
        await herd.MeasureContacts("before", LoadTime, run.Cancellation);
        await Task.WhenAll(run.Cluster.Silos.Select(silo => silo.Kill()));
        var since = Stopwatch.GetTimestamp();
        var herdTask = herd.MeasureContacts("herd", LoadTime * 2, run.Cancellation);
        var watching = WatchDatabaseConnections(run.Cluster.Postgres.Superuser, herdTask);
        await Task.WhenAll(run.Cluster.Silos.Select(silo => silo.Start(run.Cancellation)));
        run.Note($"{await herdTask}");
        var maxConnections = await watching;
        run.Note($"at most {maxConnections} database connections");
        run.Require(maxConnections <= MaxDatabaseConnections, $"{maxConnections} database connections, {MaxDatabaseConnections} are the cap");
        await run.RequireRecovery(since, RecoveryTimeout, "all silos were killed and all clients came back");
        var verdict = await herd.Verify(TextWriter.Null, run.Cancellation);
        run.Require(verdict.Held && herd.Unanswered == 0, $"the herd: {verdict}, {herd.Unanswered} never answered");
    })
    { IsRepeatable = false };

    static async Task<long> WatchDatabaseConnections(string superuser, Task whileRunning)
    {
        await using var connection = new NpgsqlConnection(superuser + ";Pooling=false");
        await connection.OpenAsync();
        await using var count = new NpgsqlCommand("select count(*) from pg_stat_activity where backend_type = 'client backend'", connection);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var max = 0L;
        while (!whileRunning.IsCompleted && await timer.WaitForNextTickAsync()) max = Math.Max(max, (long)(await count.ExecuteScalarAsync())!);
        return max;
    }
}
