using System.Diagnostics;
using Platform.LoadTests.Environments;
using Platform.LoadTests.Faults.Processes;

namespace Platform.LoadTests.Faults.Network;

/// <summary>Faults of the network: each silo in a namespace of its own, whose packets are dropped without a word.</summary>
static class Cutting
{
    const int Hit = 1;
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Lasts = TimeSpan.FromSeconds(15);

    /// <summary>A silo and the two others, both ways.</summary>
    public static IFault BothWays { get; } = Between("cut-silos", "one side wins; the other stops serving", oneWay: false);

    /// <summary>The others no longer hear it; it hears them.</summary>
    public static IFault OneWay { get; } = Between("cut-one-way", "one side wins; the other stops serving", oneWay: true);

    /// <summary>A silo and the database.</summary>
    public static IFault FromDatabase { get; } = new StrikeFault("cut-database", "a silo without its database fails closed with 503, and others serve its citizens", Strike)
    {
        Own = (stage, cancellation) => Start(stage, cancellation), Within = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10)),
    };

    static StrikeFault Between(string name, string promise, bool oneWay) => new(name, promise, scene => Strike(scene, oneWay))
    {
        Own = (stage, cancellation) => Start(stage, cancellation), Within = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10)),
    };

    static async Task<OwnCluster> Start(Stage stage, CancellationToken cancellation)
    {
        var certificates = new Certificates();
        var countries = await Countries.Make(Stage.Plan.Silos);
        // PostgreSQL listens on this machine alone: a wire leads to it from the silos' networks.
        var wire = new LateWire(countries.Here);
        return await OwnCluster.Start(
            stage, Stage.Plan with { SiloHousing = countries.Housing, SiloSettings = certificates.Settings, Database = wire.Through },
            (countries, wire), cancellation, certificates, countries, wire);
    }

    static async Task Strike(Scene scene, bool oneWay)
    {
        var (countries, _) = scene.Ground<(Countries, LateWire)>();
        var others = Enumerable.Range(0, Stage.Plan.Silos).Where(number => number != Hit).Select(countries.Address).ToList();
        await Cut(scene, countries, [.. others.Select(Countries.Silent), .. oneWay ? [] : others.Select(Countries.Deaf)],
            oneWay ? "the others no longer heard a silo" : "a silo was cut from the others");
    }

    static async Task Strike(Scene scene)
    {
        var (countries, wire) = scene.Ground<(Countries, LateWire)>();
        // The database stands where the gateways stand: their packets pass, those of its port do not.
        await Cut(scene, countries, [Countries.Silent(wire.Port)], "a silo was cut from the database");
    }

    // Counted from when the cut stands: the program that makes it needs a quarter of a second to begin where the processors are busy.
    static async Task Cut(Scene scene, Countries countries, IReadOnlyList<string> ways, string after)
    {
        await countries.Cut(Hit, ways);
        scene.Strikes();
        var since = Stopwatch.GetTimestamp();
        await scene.Back(since, Soon, after);
        scene.Repairs();
        if (Lasts - Stopwatch.GetElapsedTime(since) is { Ticks: > 0 } rest) await scene.GoOn(rest);
        await countries.Heal(Hit);
        await scene.Back(Soon, "the cut was healed");
        await Killing.Whole(scene, "while it was cut off");
    }
}
