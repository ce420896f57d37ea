using System.Diagnostics;
using Npgsql;
using Platform.LoadTests.Load;

namespace Platform.LoadTests.Faults.Clients;

/// <summary>Faults of those who call: repeated, late, hostile, all at once.</summary>
static class Crowding
{
    const int Hot = 50_000;
    const int Connections = 90;
    static readonly TimeSpan Lasts = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    /// <summary>Every contact three more times: at once, and up to four seconds late, among all others.</summary>
    public static IFault Repeated { get; } = new StrikeFault("duplicates", "one effect", scene => scene.GoOn(Lasts)) { Copies = 3, Repeats = false };

    /// <summary>Tens of thousands of citizens were served; every silo is killed; all come back at once.</summary>
    public static IFault Herd { get; } = new StrikeFault("herd", "a ramp; database connections within their cap", async scene =>
    {
        var herd = new Subject(scene.Cluster, Guid.NewGuid().ToString("N")[..8], Hot, connections: 256);
        await herd.Contacts("before", Lasts, scene.Cancellation);
        await Task.WhenAll(scene.Cluster.Silos.Select(silo => silo.Kill()));
        var since = Stopwatch.GetTimestamp();
        var coming = herd.Contacts("herd", Lasts * 2, scene.Cancellation);
        var counting = MostConnections(scene.Cluster.Postgres.Superuser, coming);
        await Task.WhenAll(scene.Cluster.Silos.Select(silo => silo.Start(scene.Cancellation)));
        scene.Note($"{await coming}");
        var most = await counting;
        scene.Note($"at most {most} database connections");
        scene.Must(most <= Connections, $"{most} database connections, {Connections} are the cap");
        await scene.Back(since, Soon, "all silos were killed and the herd came");
        var verdict = await herd.Judge(TextWriter.Null, scene.Cancellation);
        scene.Must(verdict.Held && herd.Unanswered == 0, $"the herd: {verdict}, {herd.Unanswered} never answered");
    })
    { Repeats = false };

    static async Task<long> MostConnections(string superuser, Task whileRunning)
    {
        await using var connection = new NpgsqlConnection(superuser + ";Pooling=false");
        await connection.OpenAsync();
        await using var count = new NpgsqlCommand("select count(*) from pg_stat_activity where backend_type = 'client backend'", connection);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var most = 0L;
        while (!whileRunning.IsCompleted && await pace.WaitForNextTickAsync()) most = Math.Max(most, (long)(await count.ExecuteScalarAsync())!);
        return most;
    }
}
