using Platform.LoadTests.Checking;
using Platform.LoadTests.Contacting;
using Platform.LoadTests.Generating;
using Platform.LoadTests.Journeys;
using Platform.LoadTests.Reporting;

namespace Platform.LoadTests.Scaling;

/// <summary>The same load on one silo, on two and on four.</summary>
sealed class ScaleOutJourney : IJourney
{
    /// <inheritdoc/>
    public string Name => "scale-out";

    /// <inheritdoc/>
    public string About => """
        Contacts as fast as 1, 2 and 4 silos take them, each cluster on a database of its own, each silo held to the same small share of a core by a
        control group, so that four silos, gateway, database and generator still fit into the cores of this machine: what is gained is gained
        by silos alone. All clusters stand beside each other and are measured in turn, round after round, for a machine is not in one minute what
        it was in the one before. linearity: four against four times one, round by round, and of these the median.
        """;

    /// <inheritdoc/>
    public IReadOnlyList<Option> Options { get; } =
    [
        new("--silos", "NUMBERS", "1,2,4", "how many, in turn"),
        new("--share", "PERCENT", "12", "of one core for each silo"),
        new("--rounds", "NUMBER", "5", "how often each cluster is measured"),
        new("--seconds", "NUMBER", "6", "how long each time"),
        new("--warm-up", "CONTACTS", "80000", "for each silo, without a limit, before: the silos compile themselves"),
        new("--connections", "NUMBER", "32", "of the generator for each silo"),
        Sizes.People(),
        Standard.Option,
    ];

    /// <inheritdoc/>
    public async Task<Result> Run(Choices choices, TextWriter progress, CancellationToken cancellation)
    {
        var sizes = choices.Text("--silos")!.Split(',').Select(size => int.TryParse(size, out var silos) && silos is > 0 and <= 20
            ? silos : throw new UsageException($"'--silos' takes numbers such as 1,2,4; '{size}' is none.")).ToList();
        var (rounds, time) = (choices.Number("--rounds", 1, 100), TimeSpan.FromSeconds(choices.Number("--seconds", 1, 600)));
        var clusters = new List<Sized>();
        try
        {
            foreach (var size in sizes) clusters.Add(await Sized.Start(size, choices, progress, cancellation));
            for (var round = 0; round <= rounds; round++)
            {
                foreach (var cluster in clusters)
                {
                    var measured = await cluster.Measure(time, counts: round > 0, cancellation);
                    await progress.WriteLineAsync($"{cluster.Silos} silos, {(round == 0 ? "not counted" : $"round {round}")}: {measured}");
                }
            }
            var sum = default(Verdict);
            foreach (var cluster in clusters) sum += await cluster.Judge(progress, cancellation);
            return await Conclude(clusters, sum, choices.Text("--report"));
        }
        finally
        {
            foreach (var cluster in clusters) await cluster.DisposeAsync();
        }
    }

    async Task<Result> Conclude(List<Sized> clusters, Verdict sum, string? file)
    {
        var bySize = clusters.OrderBy(cluster => cluster.Silos).ToList();
        var (least, most) = (bySize[0], bySize[^1]);
        var delays = new Histogram();
        foreach (var one in most.Rounds) delays.Add(one.Delays);
        var result = Result.Of(Name, clusters.Sum(cluster => cluster.Subject.Acknowledged), sum, most.Rate, delays) with
        {
            Unanswered = clusters.Sum(cluster => cluster.Subject.Unanswered),
            Linearity = Math.Round(Measured.Median(most.Rounds.Zip(least.Rounds, (many, few) =>
                many.PerSecond / most.Silos / Math.Max(1, few.PerSecond / least.Silos))), 3),
        };
        await new Report("Scale-out").Measurements("By the number of silos", clusters.SelectMany(cluster => cluster.Rounds))
            .Plot("Contacts by silos", "a second", new Curve("measured", [.. bySize.Select(cluster => ((double)cluster.Silos, cluster.Rate))]),
                new Curve("linear", [.. bySize.Select(cluster => ((double)cluster.Silos, least.Rate / least.Silos * cluster.Silos))]))
            .Write(file, result.ToString());
        return result;
    }
}
