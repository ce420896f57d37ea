using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load;
using Platform.LoadTests.Load.Arrivals;
using Platform.LoadTests.Load.Contacts;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Journeys.NoisyNeighbours;

/// <summary>A noisy neighbour takes much more than its share, and the others' latency is measured.</summary>
/// <param name="name">The journey's name.</param>
/// <param name="about">What it does.</param>
/// <param name="neighbour">Draws who contacts for the noisy neighbour, from a population.</param>
abstract class NoisyNeighbourJourney(string name, string about, Func<Population, Random, Func<int>> neighbour) : IJourney
{
    // CPU steal of the whole machine: with more of it, a round says nothing about neighbours on the platform, and is measured again.
    const double MaxStealShare = 0.03;
    const int MaxRepeatedRounds = 20;
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(1);

    public string Name => name;

    public string About => about + """

        Calm and loud rounds alternate; all in an open loop, latencies counted from when a contact was due.
        othersP99Growth: the others' 99th percentile in loud rounds against calm ones (0.2 is a fifth more), medians of all rounds.
        """;

    public IReadOnlyList<Option> Options { get; } =
    [
        new("--rounds", "NUMBER", "5", "calm and loud in turn"),
        new("--seconds", "NUMBER", "5", "how long each"),
        new("--share", "PERCENT", "8", "of the capacity: what one takes in calm rounds, and each of the two others always"),
        new("--times", "NUMBER", "10", "its share, when loud"),
        .. ClusterOptions.All(),
        new("--callers", "NUMBER", "512", "connections of each: people who wait at the same time"),
        Option.Report,
    ];

    public async Task<JourneyResult> Run(OptionValues values, TextWriter progress, CancellationToken cancellation)
    {
        var (rounds, time) = (values.Number("--rounds", 1, 100), TimeSpan.FromSeconds(values.Number("--seconds", 1, 600)));
        await using var cluster = await ClusterOnPostgres.Start(values.ClusterPlan(), cancellation);
        var system = new SystemUnderTest(cluster, Guid.NewGuid().ToString("N")[..8], values.People(), connections: 96);
        var capacity = await system.MeasureContacts("capacity", WarmUp, cancellation);
        capacity = await system.MeasureContacts("capacity", time, cancellation);
        await progress.WriteLineAsync($"{capacity}");
        var share = capacity.PerSecond * values.Number("--share", 1, 100) / 100;
        var repeatedRounds = 0;

        var all = new List<LoadMeasurement>();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var loud in new[] { false, true })
            {
                LoadMeasurement[] both;
                do
                {
                    both = await MeasureBoth(loud);
                    foreach (var one in both) await progress.WriteLineAsync($"round {round + 1} of {rounds}: {one}");
                }
                while (both.Sum(one => one.StealShare) > MaxStealShare && repeatedRounds++ < MaxRepeatedRounds);
                all.AddRange(both);
            }
        }
        var verdict = await system.Verify(progress, cancellation);
        var (calmP99, loudP99) = (P99("others, calm"), P99("others, loud"));
        var latencies = new Histogram();
        foreach (var one in all.Where(one => one.Name == "others, loud")) latencies.Add(one.Latencies);
        var result = JourneyResult.Create(Name, system.Acknowledged, verdict, all.Where(one => one.Name == "others, loud").Average(one => one.PerSecond), latencies) with
        {
            Unanswered = system.Unanswered, OthersP99Growth = Math.Round((loudP99 / Math.Max(0.001, calmP99)) - 1, 3),
        };
        await new HtmlReport(Name).Paragraph($"Each share is {share:N0} contacts a second.").Measurements("In turn", all)
            .Plot("The others' 99th percentile", "ms", P99OfRounds("calm"), P99OfRounds("loud")).Write(values.Text("--report"), result.ToString());
        return result;

        Task<LoadMeasurement[]> MeasureBoth(bool loud) => system.Send(
            [loud ? "others, loud" : "others, calm", loud ? "loud" : "calm"],
            [OpenLoop(Others(), share * 2), OpenLoop(neighbour(system.Population, system.NextRandom()), share * (loud ? values.Number("--times", 1, 1000) : 1))],
            values.Number("--callers", 1, 20_000) * 2, cancellation);

        ContactTraffic OpenLoop(Func<int> nextPerson, double perSecond)
        {
            var (from, until) = (StopwatchTicks.FromNow(SettleTime), StopwatchTicks.FromNow(SettleTime + time));
            var arrivals = new OpenLoopArrivals(nextPerson, perSecond, system.NextRandom(), StopwatchTicks.FromNow(TimeSpan.Zero), until);
            return system.CreateTraffic(arrivals, new TrafficResults(from, until), maxAttempts: 1);
        }

        Func<int> Others()
        {
            var random = system.NextRandom();
            return () => system.Population.NextPerson(random, 1 + random.Next(DemoTenant.All.Count - 1));
        }

        double P99(string what) => Statistics.Median(all.Where(one => one.Name == what).Select(one => one.Latencies.PercentileMs(0.99)));

        Series P99OfRounds(string which) => new(which, [.. all.Where(one => one.Name == $"others, {which}")
            .Select((one, round) => ((double)round, one.Latencies.PercentileMs(0.99)))]);
    }
}
