using Platform.LoadTests.Faults;
using Platform.LoadTests.Faults.Clients;
using Platform.LoadTests.Faults.Deadlines;
using Platform.LoadTests.Faults.Network;
using Platform.LoadTests.Faults.Processes;
using Platform.LoadTests.Faults.Resources;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Journeys.NoisyNeighbours;
using Platform.LoadTests.Journeys.Overload;

namespace Platform.LoadTests.Journeys.FaultInjection;

/// <summary>The faults of the suite.</summary>
static class FaultCatalog
{
    const double MaxP99Growth = 0.2;
    const double MinGoodput = 0.9;
    const double MaxAdmittedP99Ms = 500;

    /// <summary>Faults that leave the shared cluster working come first, those with a dedicated cluster after them.</summary>
    public static IReadOnlyList<IFault> All { get; } =
    [
        new InjectedFault("silo-kill", "nothing acknowledged lost; affected callers are answered again: median 1 s, p99 2 s", ProcessFaults.KillSilo)
        {
            RecoveryTarget = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)),
        },
        new InjectedFault("silo-freeze", "its citizens answer elsewhere within 2 s; the zombie cannot write", ProcessFaults.FreezeSilo)
        {
            RecoveryTarget = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5)),
        },
        new InjectedFault("rolling-upgrade", "0 failed requests", ProcessFaults.RollingUpgrade) { NoAttemptMayFail = true },
        new InjectedFault("database-kill", "nothing acknowledged lost; unknown outcomes resolved by command id; back 10 s after it listens", ProcessFaults.KillDatabase),
        new InjectedFault("all-killed", "no manual work; ready in 120 s", ProcessFaults.KillAll) { ConnectionsMayBreak = true },
        ClientFaults.DuplicateContacts, new PoisonMessageFault(), ClientFaults.ThunderingHerd,
        NetworkFaults.SiloFromSilos, NetworkFaults.SiloFromSilosOneWay, NetworkFaults.SiloFromDatabase,
        ResourceFaults.SlowDatabase(20), ResourceFaults.SlowDatabase(200), ResourceFaults.FullDisk, ResourceFaults.ClockJumps, DeadlineFault.SweeperKilled, ResourceFaults.MemoryLimit,
        new JourneyFault("hot-citizen", "other tenants' p99 grows by 20 % at most", new HotCitizenJourney(), P99Growth),
        new JourneyFault("noisy-tenant", "other tenants' p99 grows by 20 % at most", new NoisyTenantJourney(), P99Growth),
        new JourneyFault("overload", "goodput at least 90 % of capacity; admitted p99 under 500 ms", new OverloadJourney(), result =>
        [
            .. result.GoodputRatio >= MinGoodput ? [] : new[] { $"goodput is {result.GoodputRatio} of the capacity" },
            .. result.AdmittedP99Ms <= MaxAdmittedP99Ms ? [] : new[] { $"the admitted waited {result.AdmittedP99Ms} ms at p99" },
        ]),
    ];

    static IEnumerable<string> P99Growth(JourneyResult result) =>
        result.OthersP99Growth <= MaxP99Growth ? [] : [$"the others' p99 grew by {result.OthersP99Growth:P0}"];
}
