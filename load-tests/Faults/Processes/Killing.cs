using System.Diagnostics;

namespace Platform.LoadTests.Faults.Processes;

/// <summary>Faults that end processes, or stop them.</summary>
static class Killing
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    static readonly TimeSpan ColdStart = TimeSpan.FromSeconds(120);
    static readonly TimeSpan AfterDatabase = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);

    /// <summary>One silo, at any moment; then it comes back.</summary>
    public static async Task Silo(Scene scene)
    {
        await scene.GoOn(Moment * scene.Chance.NextDouble());
        var silo = scene.AnySilo();
        scene.Strikes();
        var since = Stopwatch.GetTimestamp();
        await silo.Kill();
        await scene.Back(since, Soon, "a silo was killed");
        scene.Repairs();
        await silo.Start(scene.Cancellation);
        await scene.Back(Soon, "it was started again");
    }

    /// <summary>Every process, the database too; then all are started, and nobody helps.</summary>
    public static async Task All(Scene scene)
    {
        scene.Strikes();
        var since = Stopwatch.GetTimestamp();
        await scene.Cluster.Kill();
        await scene.Cluster.StartAgain(scene.Cancellation);
        await scene.Back(since, ColdStart, "all were killed and started");
    }

    /// <summary>The database alone.</summary>
    public static async Task Database(Scene scene)
    {
        scene.Strikes();
        await scene.Cluster.Postgres.Kill();
        await scene.GoOn(Moment);
        await scene.Cluster.Postgres.Restart();
        var listens = Stopwatch.GetTimestamp();
        await scene.Back(listens, AfterDatabase, "the database listens again");
        await Whole(scene, "without their database");
    }

    /// <summary>One silo stands still, and goes on later with what it was doing.</summary>
    public static async Task Freeze(Scene scene)
    {
        var silo = scene.AnySilo();
        scene.Strikes();
        var since = Stopwatch.GetTimestamp();
        silo.Freeze();
        try
        {
            await scene.Back(since, Soon, "a silo was frozen");
            scene.Repairs();
            var rest = scene.Hold - Stopwatch.GetElapsedTime(since);
            if (rest > TimeSpan.Zero) await scene.GoOn(rest);
        }
        finally
        {
            silo.Resume();
        }
        await scene.Back(Soon, "it went on");
        await scene.GoOn(Moment * 5);
        await Whole(scene, "after it was frozen");
    }

    /// <summary>Each silo and each gateway in its turn, in order, and started again.</summary>
    /// <remarks>The same build before and after: that fields of other versions survive is proven by the golden payloads.</remarks>
    public static async Task Upgrade(Scene scene)
    {
        foreach (var server in scene.Cluster.Silos.Concat(scene.Cluster.Gateways).ToList())
        {
            var clock = Stopwatch.StartNew();
            var code = await server.Terminate();
            scene.Note($"{server} stopped in {clock.Elapsed.TotalSeconds:F1} s");
            scene.Must(code == 0, $"{server}, asked to stop, ended with {code?.ToString() ?? "nothing, and was killed"}");
            await server.Start(scene.Cancellation);
            await scene.Back(Soon, "one was replaced");
        }
    }

    /// <summary>A silo that gave itself up is started by what watches over it (systemd, Kubernetes); that is no hand work.</summary>
    public static async Task Whole(Scene scene, string when)
    {
        foreach (var silo in scene.Cluster.Silos.Where(silo => !silo.Lives).ToList())
        {
            scene.Note($"a silo ended itself {when}, and was started again");
            await silo.Start(scene.Cancellation);
        }
        await scene.Back(Soon, "all silos are there");
    }
}
