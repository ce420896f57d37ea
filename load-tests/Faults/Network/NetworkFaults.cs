using System.Diagnostics;
using Platform.LoadTests.Environments;

namespace Platform.LoadTests.Faults.Network;

/// <summary>Network partitions: each silo in a network namespace of its own, whose packets are dropped silently.</summary>
static class NetworkFaults
{
    const int CutSilo = 1;
    static readonly TimeSpan RecoveryTimeout = TimeSpan.FromSeconds(20);
    static readonly TimeSpan CutTime = TimeSpan.FromSeconds(15);
    // Until a silo that could not read the membership table has read in it that it was declared dead.
    static readonly TimeSpan LearnTime = TimeSpan.FromSeconds(10);

    /// <summary>Between one silo and the others, both rules.</summary>
    public static IFault SiloFromSilos { get; } = CutBetweenSilos("cut-silos", "one side wins; the other stops serving", oneWay: false);

    /// <summary>Between one silo and the others, one way: they receive nothing from it, and it receives theirs.</summary>
    public static IFault SiloFromSilosOneWay { get; } = CutBetweenSilos("cut-one-way", "one side wins; the other stops serving", oneWay: true);

    /// <summary>Between one silo and the database.</summary>
    public static IFault SiloFromDatabase { get; } = new InjectedFault("cut-database", "a silo without its database fails closed with 503, and others serve its citizens", Inject)
    {
        StartDedicatedCluster = (suite, cancellation) => Start(suite, cancellation), RecoveryTarget = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10)),
    };

    static InjectedFault CutBetweenSilos(string name, string promise, bool oneWay) => new(name, promise, run => Inject(run, oneWay))
    {
        StartDedicatedCluster = (suite, cancellation) => Start(suite, cancellation), RecoveryTarget = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10)),
    };

    static async Task<DedicatedCluster> Start(FaultSuite suite, CancellationToken cancellation)
    {
        var certificates = new ClusterCertificates();
        var namespaces = await NetworkNamespaces.Create(FaultSuite.DefaultPlan.Silos);
        // PostgreSQL listens on the loopback address alone: a proxy makes it reachable from the silos' namespaces.
        var proxy = new DatabaseProxy(namespaces.HostAddress);
        return await DedicatedCluster.Start(
            suite, FaultSuite.DefaultPlan with { SiloEnvironment = namespaces.EnvironmentOf, SiloSettings = certificates.Settings, DatabaseConnection = proxy.ConnectionString },
            (namespaces, proxy), cancellation, certificates, namespaces, proxy);
    }

    static async Task Inject(FaultRun run, bool oneWay)
    {
        var (namespaces, _) = run.Fixture<(NetworkNamespaces, DatabaseProxy)>();
        var others = Enumerable.Range(0, FaultSuite.DefaultPlan.Silos).Where(number => number != CutSilo).Select(namespaces.AddressOf).ToList();
        await Cut(run, namespaces, [.. others.Select(NetworkNamespaces.DropTo), .. oneWay ? [] : others.Select(NetworkNamespaces.DropFrom)],
            oneWay ? "the others received nothing from a silo" : "a silo was cut from the others");
    }

    static async Task Inject(FaultRun run)
    {
        var (namespaces, proxy) = run.Fixture<(NetworkNamespaces, DatabaseProxy)>();
        // The proxy has the gateways' address: only packets to its port are dropped.
        await Cut(run, namespaces, [NetworkNamespaces.DropTo(proxy.Port)], "a silo was cut from the database");
    }

    // Recovery counts from when the rules are in place: running nft takes a quarter of a second on busy processors.
    static async Task Cut(FaultRun run, NetworkNamespaces namespaces, IReadOnlyList<string> rules, string after)
    {
        // The cluster declares it dead, and it ends when it reads that in the membership table.
        run.AllowEnd(run.Cluster.Silos.Where(silo => run.Cluster.NumberOf(silo) == CutSilo));
        await namespaces.AddRules(CutSilo, rules);
        run.MarkInjected();
        var since = Stopwatch.GetTimestamp();
        await run.RequireRecovery(since, RecoveryTimeout, after);
        run.MarkRepaired();
        if (CutTime - Stopwatch.GetElapsedTime(since) is { Ticks: > 0 } rest) await run.ContinueLoad(rest);
        await namespaces.RemoveRules(CutSilo);
        await run.RequireRecovery(RecoveryTimeout, "the partition was healed");
        await run.ContinueLoad(LearnTime);
        await run.RequireAllHealthy("the partition was healed");
        await run.RequireRecovery(RecoveryTimeout, "all silos are healthy");
    }
}
