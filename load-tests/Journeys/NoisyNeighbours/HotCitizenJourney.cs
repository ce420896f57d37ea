namespace Platform.LoadTests.Journeys.NoisyNeighbours;

/// <summary>One citizen contacts at ten times a tenant's share.</summary>
sealed class HotCitizenJourney() : NoisyNeighbourJourney(
    "hot-citizen",
    "One citizen of one tenant goes from a share of the load to ten times that (a client that repeats itself), while the two other tenants go on as always.",
    (_, _) => () => 0);
