using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load;
using Platform.LoadTests.Load.Arrivals;
using Platform.LoadTests.Load.Contacts;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Journeys.Overload;

/// <summary>Several times more contacts than the platform can take, from people who do not wait for each other.</summary>
sealed class OverloadJourney : IJourney
{
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    /// <inheritdoc/>
    public string Name => "overload";

    /// <inheritdoc/>
    public string About => """
        Finds what the platform carries (closed loop), then sends several times as many (open loop: delays count from when a contact wanted to
        leave, and whoever is turned away does not come again), in alternation, round after round. goodputRatio: receipts against capacity;
        admittedP99Ms: of those who were let in. Each silo is held to a share of a core, because gateway and generator share its cores here.
        """;

    /// <inheritdoc/>
    public IReadOnlyList<Option> Options { get; } =
    [
        new("--rounds", "NUMBER", "3", "capacity and overload in turn"),
        new("--seconds", "NUMBER", "8", "how long each"),
        new("--times", "NUMBER", "3", "the capacity"),
        .. Sizes.Options(),
        new("--share", "PERCENT", "40", "of one core for each silo, by a control group; 0: all it can get"),
        new("--connections", "NUMBER", "64", "of the closed loop"),
        new("--callers", "NUMBER", "1000", "connections of the open loop: people who wait at the same time"),
        Option.Report,
    ];

    /// <inheritdoc/>
    public async Task<Result> Run(Choices choices, TextWriter progress, CancellationToken cancellation)
    {
        var (rounds, time) = (choices.Number("--rounds", 1, 100), TimeSpan.FromSeconds(choices.Number("--seconds", 1, 600)));
        var (times, callers) = (choices.Number("--times", 1, 100), choices.Number("--callers", 1, 20_000));
        await using var held = new HeldCluster(choices.Number("--share", 0, 400));
        await using var cluster = await held.Start(choices.Plan(), cancellation);
        var subject = new Subject(
            cluster, Guid.NewGuid().ToString("N")[..8], choices.People(), choices.Number("--connections", 1, 10_000));
        await subject.Contacts("warm-up", WarmUp, cancellation);
        held.Hold();
        await subject.Contacts("warm-up", TimeSpan.FromSeconds(2), cancellation);

        var (all, tally) = (new List<Measured>(), new Tally());
        for (var round = 1; round <= rounds; round++)
        {
            var capacity = await subject.Contacts("capacity", time, cancellation);
            var (from, until) = (Pace.In(TimeSpan.Zero), Pace.In(time));
            tally = new Tally(from, until);
            var rate = capacity.PerSecond * times;
            var traffic = subject.Traffic(new OpenDemand(subject.Anybody(), rate, subject.Chance(), from, until), tally, attempts: 1);
            var overload = await subject.Send("overload", traffic, callers, cancellation);
            await progress.WriteLineAsync($"round {round} of {rounds}: sent {rate:N0} a second\n  {capacity}\n  {overload}");
            all.AddRange(capacity, overload);
        }
        held.Release();
        var verdict = await subject.Judge(progress, cancellation);
        var (carried, good) = (Median("capacity", one => one.PerSecond), Median("overload", one => one.PerSecond));
        var admitted = Median("overload", one => one.Delays.Milliseconds(0.99));
        var result = new Result(Name, subject.Acknowledged, verdict, Math.Round(good, 1), Median("overload", one => one.Delays.Milliseconds(0.5)), admitted)
        {
            Unanswered = subject.Unanswered, GoodputRatio = Math.Round(good / Math.Max(1, carried), 3), AdmittedP99Ms = admitted,
        };
        await new Report("Overload").Measurements("In turn", all).Course("The last overload", tally.Timeline).Write(choices.Text("--report"), result.ToString());
        return result;

        double Median(string what, Func<Measured, double> value) => Measured.Median(all.Where(one => one.What == what).Select(value));
    }
}
