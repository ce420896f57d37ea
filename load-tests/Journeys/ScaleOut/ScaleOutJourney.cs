using Platform.LoadTests.Checking;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Journeys.ScaleOut;

/// <summary>The same load on clusters of one, two and four silos.</summary>
sealed class ScaleOutJourney : IJourney
{
    public string Name => "scale-out";

    public string About => """
        A closed loop on clusters of 1, 2 and 4 silos, each cluster with a database of its own, each silo limited to the same small share of a core
        by a control group, so that silos, gateways, databases and the generator fit into the cores of this machine, and silos alone make the
        difference. Four silos are compared with four clusters of one silo, loaded in the same seconds: a share of a core is worth less
        where much else runs on it, and one process is faster than the next by chance. All clusters run beside each other and are measured
        in turn, round after round. linearity: a silo of the largest cluster against a silo alone, median of all rounds.
        """;

    public IReadOnlyList<Option> Options { get; } =
    [
        new("--silos", "NUMBERS", "1,2,4", "of a cluster, in turn; there are as many clusters of one silo as the largest has silos"),
        new("--share", "PERCENT", "12", "of one core for each silo"),
        new("--rounds", "NUMBER", "5", "how often each cluster is measured"),
        new("--seconds", "NUMBER", "6", "how long each time"),
        new("--warm-up", "CONTACTS", "80000", "for each silo, before the limit is applied: JIT compilation"),
        new("--connections", "NUMBER", "32", "of the generator for each silo"),
        ClusterOptions.People(),
        Option.Report,
    ];

    public async Task<JourneyResult> Run(OptionValues values, TextWriter progress, CancellationToken cancellation)
    {
        var sizes = values.Numbers("--silos", 1, 20);
        var (rounds, time) = (values.Number("--rounds", 1, 100), TimeSpan.FromSeconds(values.Number("--seconds", 1, 600)));
        var all = sizes.Order().Select(size => new ClusterGroup(size, size == 1 ? sizes.Max() : 1)).ToList();
        try
        {
            foreach (var clusters in all) await clusters.Start(values, progress, cancellation);
            for (var round = 0; round <= rounds; round++)
            {
                foreach (var clusters in all)
                    foreach (var measured in await clusters.Measure(time, counts: round > 0, cancellation))
                        await progress.WriteLineAsync($"{(round == 0 ? "not counted" : $"round {round}")}: {measured}");
            }
            var sum = default(Verdict);
            foreach (var clusters in all) sum += await clusters.Verify(progress, cancellation);
            return await Summarize(all, sum, values.Text("--report"));
        }
        finally
        {
            foreach (var clusters in all) await clusters.DisposeAsync();
        }
    }

    async Task<JourneyResult> Summarize(List<ClusterGroup> bySize, Verdict sum, string? file)
    {
        var (least, most) = (bySize[0], bySize[^1]);
        var (perLoneSilo, latencies) = (Statistics.Median(least.PerSilo), new Histogram());
        foreach (var one in most.Measurements) latencies.Add(one.Latencies);
        var result = JourneyResult.Create(
            Name, bySize.Sum(size => size.Totals.Acknowledged), sum, Statistics.Median(most.PerSilo) * most.Silos, latencies) with
        {
            Unanswered = bySize.Sum(size => size.Totals.Unanswered),
            Linearity = Math.Round(Statistics.Median(most.PerSilo.Zip(least.PerSilo, (many, few) => many / Math.Max(1, few))), 3),
        };
        await new HtmlReport("Scale-out").Measurements("By the number of silos", bySize.SelectMany(size => size.Measurements))
            .Plot("Contacts by silos", "a second",
                new Series("measured", [.. bySize.Select(size => ((double)size.Silos, Statistics.Median(size.PerSilo) * size.Silos))]),
                new Series("linear", [.. bySize.Select(size => ((double)size.Silos, perLoneSilo * size.Silos))]))
            .Write(file, result.ToString());
        return result;
    }
}
