using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load;
using Platform.LoadTests.Load.Arrivals;
using Platform.LoadTests.Load.Contacts;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Journeys.NoisyNeighbours;

/// <summary>Somebody takes much more than their share, and the others are watched.</summary>
/// <param name="name">Of the journey.</param>
/// <param name="about">What it does.</param>
/// <param name="whom">Who is loud, in a population.</param>
abstract class NeighboursJourney(string name, string about, Func<Population, Random, Func<int>> whom) : IJourney
{
    // Of the machine, by others: more of it in a round says nothing of neighbours on the platform, so that round is measured again.
    const double MostStolen = 0.03;
    const int MostAgain = 20;
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string About => about + """

        Calm and loud in alternation, round after round; all in an open loop, delays counted from when a contact wanted to leave.
        othersP99Growth: the others' 99th percentile in loud rounds against calm ones (0.2 is a fifth more), medians of all rounds.
        """;

    /// <inheritdoc/>
    public IReadOnlyList<Option> Options { get; } =
    [
        new("--rounds", "NUMBER", "5", "calm and loud in turn"),
        new("--seconds", "NUMBER", "5", "how long each"),
        new("--share", "PERCENT", "8", "of the capacity: what one takes in calm rounds, and each of the two others always"),
        new("--times", "NUMBER", "10", "its share, when loud"),
        .. Sizes.Options(),
        new("--callers", "NUMBER", "512", "connections of each: people who wait at the same time"),
        Option.Report,
    ];

    /// <inheritdoc/>
    public async Task<Result> Run(Choices choices, TextWriter progress, CancellationToken cancellation)
    {
        var (rounds, time) = (choices.Number("--rounds", 1, 100), TimeSpan.FromSeconds(choices.Number("--seconds", 1, 600)));
        await using var cluster = await ClusterOnPostgres.Start(choices.Plan(), cancellation);
        var subject = new Subject(cluster, Guid.NewGuid().ToString("N")[..8], choices.People(), connections: 96);
        var capacity = await subject.Contacts("capacity", WarmUp, cancellation);
        capacity = await subject.Contacts("capacity", time, cancellation);
        await progress.WriteLineAsync($"{capacity}");
        var share = capacity.PerSecond * choices.Number("--share", 1, 100) / 100;
        var again = 0;

        var all = new List<Measured>();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var loud in new[] { false, true })
            {
                Measured[] both;
                do
                {
                    both = await Both(loud);
                    foreach (var one in both) await progress.WriteLineAsync($"round {round + 1} of {rounds}: {one}");
                }
                while (both.Sum(one => one.Stolen) > MostStolen && again++ < MostAgain);
                all.AddRange(both);
            }
        }
        var verdict = await subject.Judge(progress, cancellation);
        var (calm, loudly) = (P99("others, calm"), P99("others, loud"));
        var delays = new Histogram();
        foreach (var one in all.Where(one => one.What == "others, loud")) delays.Add(one.Delays);
        var result = Result.Of(Name, subject.Acknowledged, verdict, all.Where(one => one.What == "others, loud").Average(one => one.PerSecond), delays) with
        {
            Unanswered = subject.Unanswered, OthersP99Growth = Math.Round((loudly / Math.Max(0.001, calm)) - 1, 3),
        };
        await new Report(Name).Say($"Each share is {share:N0} contacts a second.").Measurements("In turn", all)
            .Plot("99 of 100 of the others", "ms", Rounds("calm"), Rounds("loud")).Write(choices.Text("--report"), result.ToString());
        return result;

        Task<Measured[]> Both(bool loud) => subject.Send(
            [loud ? "others, loud" : "others, calm", loud ? "loud" : "calm"],
            [Open(Others(), share * 2), Open(whom(subject.Population, subject.Chance()), share * (loud ? choices.Number("--times", 1, 1000) : 1))],
            choices.Number("--callers", 1, 20_000) * 2, cancellation);

        ContactTraffic Open(Func<int> draw, double perSecond)
        {
            var (from, until) = (Pace.In(Settling), Pace.In(Settling + time));
            var demand = new OpenDemand(draw, perSecond, subject.Chance(), Pace.In(TimeSpan.Zero), until);
            return subject.Traffic(demand, new Tally(from, until), attempts: 1);
        }

        Func<int> Others()
        {
            var chance = subject.Chance();
            return () => subject.Population.Draw(chance, 1 + chance.Next(Tenant.All.Count - 1));
        }

        double P99(string what) => Measured.Median(all.Where(one => one.What == what).Select(one => one.Delays.Milliseconds(0.99)));

        Curve Rounds(string which) => new(which, [.. all.Where(one => one.What == $"others, {which}")
            .Select((one, round) => ((double)round, one.Delays.Milliseconds(0.99)))]);
    }
}
