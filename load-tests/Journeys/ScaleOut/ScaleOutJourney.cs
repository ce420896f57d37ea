using Platform.LoadTests.Checking;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Journeys.ScaleOut;

/// <summary>The same load on one silo, on two and on four.</summary>
sealed class ScaleOutJourney : IJourney
{
    /// <inheritdoc/>
    public string Name => "scale-out";

    /// <inheritdoc/>
    public string About => """
        Contacts as fast as 1, 2 and 4 silos take them, each cluster on a database of its own, each silo held to the same small share of a core by a
        control group, so that silos, gateways, databases and the generator still fit into the cores of this machine: what is gained is gained
        by silos alone. What four silos carry is set against four that are alone, each with all that is a cluster's, and loaded in the same
        seconds: a share of a core is worth less where much else runs on it, and one process is faster than the next by chance. All clusters
        stand beside each other and are measured in turn, round after round. linearity: one silo of the largest cluster against one alone,
        round by round, and of these the median.
        """;

    /// <inheritdoc/>
    public IReadOnlyList<Option> Options { get; } =
    [
        new("--silos", "NUMBERS", "1,2,4", "of a cluster, in turn; of those with one there are as many as the largest has silos"),
        new("--share", "PERCENT", "12", "of one core for each silo"),
        new("--rounds", "NUMBER", "5", "how often each cluster is measured"),
        new("--seconds", "NUMBER", "6", "how long each time"),
        new("--warm-up", "CONTACTS", "80000", "for each silo, without a limit, before: the silos compile themselves"),
        new("--connections", "NUMBER", "32", "of the generator for each silo"),
        Sizes.People(),
        Option.Report,
    ];

    /// <inheritdoc/>
    public async Task<Result> Run(Choices choices, TextWriter progress, CancellationToken cancellation)
    {
        var sizes = choices.Text("--silos")!.Split(',').Select(size => int.TryParse(size, out var silos) && silos is > 0 and <= 20
            ? silos : throw new UsageException($"'--silos' takes numbers such as 1,2,4; '{size}' is none.")).ToList();
        var (rounds, time) = (choices.Number("--rounds", 1, 100), TimeSpan.FromSeconds(choices.Number("--seconds", 1, 600)));
        var all = sizes.Distinct().Order().Select(size => new Together(size, size == 1 ? sizes.Max() : 1)).ToList();
        try
        {
            foreach (var clusters in all) await clusters.Start(choices, progress, cancellation);
            for (var round = 0; round <= rounds; round++)
            {
                foreach (var clusters in all)
                    foreach (var measured in await clusters.Measure(time, counts: round > 0, cancellation))
                        await progress.WriteLineAsync($"{(round == 0 ? "not counted" : $"round {round}")}: {measured}");
            }
            var sum = default(Verdict);
            foreach (var clusters in all) sum += await clusters.Judge(progress, cancellation);
            return await Conclude(all, sum, choices.Text("--report"));
        }
        finally
        {
            foreach (var clusters in all) await clusters.DisposeAsync();
        }
    }

    async Task<Result> Conclude(List<Together> bySize, Verdict sum, string? file)
    {
        var (least, most) = (bySize[0], bySize[^1]);
        var (alone, delays) = (Measured.Median(least.PerSilo), new Histogram());
        foreach (var one in most.Measured) delays.Add(one.Delays);
        var result = Result.Of(
            Name, bySize.Sum(size => size.Sent.Acknowledged), sum, Measured.Median(most.PerSilo) * most.Silos, delays) with
        {
            Unanswered = bySize.Sum(size => size.Sent.Unanswered),
            Linearity = Math.Round(Measured.Median(most.PerSilo.Zip(least.PerSilo, (many, few) => many / Math.Max(1, few))), 3),
        };
        await new Report("Scale-out").Measurements("By the number of silos", bySize.SelectMany(size => size.Measured))
            .Plot("Contacts by silos", "a second",
                new Curve("measured", [.. bySize.Select(size => ((double)size.Silos, Measured.Median(size.PerSilo) * size.Silos))]),
                new Curve("linear", [.. bySize.Select(size => ((double)size.Silos, alone * size.Silos))]))
            .Write(file, result.ToString());
        return result;
    }
}
