using Platform.LoadTests.Ceiling;
using Platform.LoadTests.Crisis;
using Platform.LoadTests.Faults;
using Platform.LoadTests.Footprints;
using Platform.LoadTests.Neighbours;
using Platform.LoadTests.Overload;
using Platform.LoadTests.Replay;
using Platform.LoadTests.Scaling;
using Platform.LoadTests.Soak;

namespace Platform.LoadTests.Journeys;

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
