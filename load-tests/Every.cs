using Platform.LoadTests.Journeys.Ceiling;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Journeys.Crisis;
using Platform.LoadTests.Journeys.FaultInjection;
using Platform.LoadTests.Journeys.Footprint;
using Platform.LoadTests.Journeys.NoisyNeighbours;
using Platform.LoadTests.Journeys.Overload;
using Platform.LoadTests.Journeys.Replay;
using Platform.LoadTests.Journeys.ScaleOut;
using Platform.LoadTests.Journeys.Soak;

namespace Platform.LoadTests;

/// <summary>Every journey there is.</summary>
static class Every
{
    /// <summary>In the order that help tells them.</summary>
    public static IReadOnlyList<IJourney> Journey { get; } =
    [
        new ReplayJourney(), new CeilingJourney(), new CrisisJourney(), new ScaleOutJourney(), new HotCitizenJourney(), new NoisyTenantJourney(),
        new OverloadJourney(), new SoakJourney(), new FootprintJourney(), new FaultsJourney(),
    ];
}
