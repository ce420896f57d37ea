using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Journeys.CommandLine;

/// <summary>How large a platform is and how many people contact it, in the same words in every journey.</summary>
static class Sizes
{
    /// <summary>Silos, gateways and people.</summary>
    /// <param name="people">Where it is not said.</param>
    public static IReadOnlyList<Option> Options(int people = 20_000) =>
    [
        new("--silos", "NUMBER", "1", "of the platform, at first"),
        new("--gateways", "NUMBER", "1", "of the platform; two cores carry one best"),
        People(people),
    ];

    /// <summary>People alone.</summary>
    public static Option People(int people = 20_000) =>
        new("--people", "NUMBER", $"{people}", "who contact again and again; a tenth of the contacts come from others, who are new");

    /// <summary>The platform that was chosen.</summary>
    public static ClusterPlan Plan(this Choices choices) => new(choices.Number("--silos", 1, 20), choices.Number("--gateways", 1, 20));

    /// <summary>The people.</summary>
    public static int People(this Choices choices) => choices.Number("--people", 1, 1_000_000);
}
