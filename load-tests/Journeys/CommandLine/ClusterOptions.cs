using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Journeys.CommandLine;

/// <summary>The options of a cluster's size and of the population, the same in every journey.</summary>
static class ClusterOptions
{
    /// <summary>Silos, gateways and people.</summary>
    /// <param name="people">The default number of people.</param>
    public static IReadOnlyList<Option> All(int people = 20_000) =>
    [
        new("--silos", "NUMBER", "1", "of the platform, at first"),
        new("--gateways", "NUMBER", "1", "of the platform; two cores carry one best"),
        People(people),
    ];

    /// <summary>The option of the population's size.</summary>
    public static Option People(int people = 20_000) =>
        new("--people", "NUMBER", $"{people}", "who contact again and again; a tenth of the contacts come from others, who are new");

    /// <summary>The cluster that the options ask for.</summary>
    public static ClusterPlan ClusterPlan(this OptionValues values) => new(values.Number("--silos", 1, 20), values.Number("--gateways", 1, 20));

    /// <summary>The population's size.</summary>
    public static int People(this OptionValues values) => values.Number("--people", 1, 1_000_000);
}
