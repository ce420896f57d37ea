namespace Platform.LoadTests.Journeys.NoisyNeighbours;

/// <summary>One tenant takes ten times its share.</summary>
sealed class NoisyTenantJourney() : NoisyNeighbourJourney(
    "noisy-tenant",
    "One tenant goes from its share of the load to ten times that, while the two others go on as always.",
    (population, random) => () => population.NextPerson(random, tenant: 0));
