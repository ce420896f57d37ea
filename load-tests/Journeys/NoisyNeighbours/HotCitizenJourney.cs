namespace Platform.LoadTests.Journeys.NoisyNeighbours;

/// <summary>One citizen contacts without end.</summary>
sealed class HotCitizenJourney() : NeighboursJourney(
    "hot-citizen",
    "One citizen of one authority goes from a share of the load to ten times that (a form that repeats itself), while two others contact as always.",
    (_, _) => () => 0);
