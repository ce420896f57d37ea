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

/// <summary>The table of faults, row by row.</summary>
static class FaultCatalog
{
    const double Grows = 0.2;
    const double Goodput = 0.9;
    const double AdmittedMs = 500;

    /// <summary>Those that leave the plain cluster whole first, those that need their own after them.</summary>
    public static IReadOnlyList<IFault> Rows { get; } =
    [
        new StrikeFault("silo-kill", "nothing acknowledged lost; touched citizens answer again: median 1 s, p99 2 s", Killing.Silo)
        {
            Within = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)),
        },
        new StrikeFault("silo-freeze", "its citizens answer elsewhere within 2 s; the zombie cannot write", Killing.Freeze)
        {
            Within = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5)),
        },
        new StrikeFault("rolling-upgrade", "0 failed requests", Killing.Upgrade) { NothingMayFail = true },
        new StrikeFault("database-kill", "nothing acknowledged lost; unknown outcomes resolved by command id; back 10 s after it listens", Killing.Database),
        new StrikeFault("all-killed", "no hand work; ready in 120 s", Killing.All) { ConnectionsMayBreak = true },
        Crowding.Repeated, new PoisonFault(), Crowding.Herd,
        Cutting.BothWays, Cutting.OneWay, Cutting.FromDatabase,
        Starving.SlowDatabase(20), Starving.SlowDatabase(200), Starving.FullDisk, Starving.WrongClocks, Waiting.TooLong, Starving.LittleMemory,
        new ByJourney("hot-citizen", "other tenants' p99 grows by 20 % at most", new HotCitizenJourney(), Growth),
        new ByJourney("noisy-tenant", "other tenants' p99 grows by 20 % at most", new NoisyTenantJourney(), Growth),
        new ByJourney("overload", "goodput at least 90 % of capacity; admitted p99 under 500 ms", new OverloadJourney(), result =>
        [
            .. result.GoodputRatio >= Goodput ? [] : new[] { $"goodput is {result.GoodputRatio} of the capacity" },
            .. result.AdmittedP99Ms <= AdmittedMs ? [] : new[] { $"the admitted waited {result.AdmittedP99Ms} ms at p99" },
        ]),
    ];

    static IEnumerable<string> Growth(Result result) =>
        result.OthersP99Growth <= Grows ? [] : [$"the others' p99 grew by {result.OthersP99Growth:P0}"];
}
