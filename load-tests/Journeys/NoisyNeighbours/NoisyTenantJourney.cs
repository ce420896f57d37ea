namespace Platform.LoadTests.Journeys.NoisyNeighbours;

/// <summary>One authority takes ten times its share.</summary>
sealed class NoisyTenantJourney() : NeighboursJourney(
    "noisy-tenant",
    "One authority goes from its share of the load to ten times that, while the two others contact as always.",
    (population, chance) => () => population.Draw(chance, tenant: 0));
