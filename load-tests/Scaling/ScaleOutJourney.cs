using Platform.LoadTests.Checking;
using Platform.LoadTests.Contacting;
using Platform.LoadTests.Generating;
using Platform.LoadTests.Journeys;
using Platform.LoadTests.Reporting;
using Platform.LoadTests.Serving;

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
        by silos alone. linearity: four against four times one.
        """;

    /// <inheritdoc/>
    public IReadOnlyList<Option> Options { get; } =
    [
        new("--silos", "NUMBERS", "1,2,4", "how many, in turn"),
        new("--share", "PERCENT", "12", "of one core for each silo"),
        new("--rounds", "NUMBER", "3", "how often each cluster is measured"),
        new("--seconds", "NUMBER", "6", "how long each time"),
        new("--warm-up", "SECONDS", "30", "under load and without a limit, before: the silos compile themselves"),
        new("--connections", "NUMBER", "32", "of the generator for each silo"),
        Sizes.People(),
        Standard.Option,
    ];

    /// <inheritdoc/>
    public async Task<Result> Run(Choices choices, TextWriter progress, CancellationToken cancellation)
    {
        var sizes = choices.Text("--silos")!.Split(',').Select(size => int.TryParse(size, out var silos) && silos is > 0 and <= 20
            ? silos : throw new UsageException($"'--silos' takes numbers such as 1,2,4; '{size}' is none.")).ToList();
        var (all, sums) = (new List<(int Silos, Measured Measured)>(), (Verdict: default(Verdict), Acknowledged: 0L, Unanswered: 0L));
        foreach (var size in sizes)
        {
            await using var held = new HeldCluster(choices.Number("--share", 1, 400));
            await using var cluster = await held.Start(new(size, Gateways: 1), cancellation);
            var subject = new Subject(cluster, Guid.NewGuid().ToString("N")[..8], choices.People(),
                choices.Number("--connections", 1, 1000) * size);
            await subject.Contacts("warm-up", TimeSpan.FromSeconds(choices.Number("--warm-up", 1, 600)), cancellation);
            held.Hold();
            for (var round = 0; round <= choices.Number("--rounds", 1, 100); round++)
            {
                var measured = await subject.Contacts($"{size}", TimeSpan.FromSeconds(choices.Number("--seconds", 1, 600)), cancellation);
                await progress.WriteLineAsync($"{size} silos, {(round == 0 ? "not counted" : $"round {round}")}: {measured}");
                if (round > 0) all.Add((size, measured));
            }
            held.Release();
            sums = (sums.Verdict + await subject.Judge(progress, cancellation), sums.Acknowledged + subject.Acknowledged, sums.Unanswered + subject.Unanswered);
        }
        var (least, most) = (sizes.Min(), sizes.Max());
        var delays = new Histogram();
        foreach (var (_, measured) in all.Where(one => one.Silos == most)) delays.Add(measured.Delays);
        var result = Result.Of(Name, sums.Acknowledged, sums.Verdict, Rate(most), delays) with
        {
            Unanswered = sums.Unanswered, Linearity = Math.Round(Rate(most) / most / Math.Max(1, Rate(least) / least), 3),
        };
        await new Report("Scale-out").Measurements("By the number of silos", all.Select(one => one.Measured))
            .Plot("Contacts by silos", "a second", new Curve("measured", [.. sizes.Order().Select(size => ((double)size, Rate(size)))]),
                new Curve("linear", [.. sizes.Order().Select(size => ((double)size, Rate(least) / least * size))]))
            .Write(choices.Text("--report"), result.ToString());
        return result;

        double Rate(int silos) => Measured.Median(all.Where(one => one.Silos == silos).Select(one => one.Measured.PerSecond));
    }
}
