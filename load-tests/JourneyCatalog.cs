using Platform.LoadTests.Journeys.Ceiling;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Journeys.Crisis;
using Platform.LoadTests.Journeys.FaultInjection;
using Platform.LoadTests.Journeys.Footprint;
using Platform.LoadTests.Journeys.NoisyNeighbours;
using Platform.LoadTests.Journeys.Overload;
using Platform.LoadTests.Journeys.Replay;
using Platform.LoadTests.Journeys.ScaleOut;
using Platform.LoadTests.Journeys.Siege;
using Platform.LoadTests.Journeys.Soak;

namespace Platform.LoadTests;

/// <summary>All journeys.</summary>
static class JourneyCatalog
{
    /// <summary>In the order of <c>--help</c>.</summary>
    public static IReadOnlyList<IJourney> All { get; } =
    [
        new ReplayJourney(), new CeilingJourney(), new CrisisJourney(), new ScaleOutJourney(), new HotCitizenJourney(), new NoisyTenantJourney(),
        new OverloadJourney(), new SiegeJourney(), new SoakJourney(), new FootprintJourney(), new FaultsJourney(),
    ];
}
