using System.Diagnostics;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load;
using Platform.LoadTests.Load.Contacts;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Journeys.Crisis;

/// <summary>A usual day, then the worst one, with silos that join while it lasts.</summary>
sealed class CrisisJourney : IJourney
{
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    /// <inheritdoc/>
    public string Name => "crisis";

    /// <inheritdoc/>
    public string About => """
        A usual day, then the day of a flood with twice as many contacts, both compressed: hour by hour other authorities and ways, and people
        who call again. One contact a request through the gateways, durable in PostgreSQL; silos join while it lasts. The bare edge is
        measured before and after. Then every history is read back and checked. 'seconds' counts the second day alone.
        """;

    /// <inheritdoc/>
    public IReadOnlyList<Option> Options { get; } =
    [
        new("--first", "NUMBER", "200000", "contacts of the usual day"),
        new("--second", "NUMBER", "400000", "contacts of the worst day"),
        new("--speed", "TIMES", null, "so many times faster than a day goes: 2160 makes it 40 s; not given: as fast as the platform takes it"),
        .. Sizes.Options(people: 50_000),
        new("--add", "NUMBER", "1", "silos that join on the second day: at a quarter, at half..."),
        new("--connections", "NUMBER", "192", "of the generator, each with one request under way"),
        new("--edge-seconds", "NUMBER", "5", "how long the bare edge is measured, before and after"),
        new("--target", "URL", null, "a platform that runs already, seeded as the demonstration; no silo is added"),
        Option.Report,
    ];

    /// <inheritdoc/>
    public async Task<Result> Run(Choices choices, TextWriter progress, CancellationToken cancellation)
    {
        var (first, second) = (choices.Number("--first", 0, 5_000_000), choices.Number("--second", 1, 5_000_000));
        double? speed = choices.Text("--speed") is null ? null : choices.Number("--speed", 1, 1_000_000);
        var add = choices.Number("--add", 0, 20);
        var edgeTime = TimeSpan.FromSeconds(choices.Number("--edge-seconds", 1, 60));
        await using var platform = choices.Address("--target") is { } target
            ? (IPlatform)await Elsewhere.Find(target, cancellation) : await ClusterOnPostgres.Start(choices.Plan(), cancellation);
        await progress.WriteLineAsync($"the platform answers at {string.Join(", ", platform.Addresses)}");
        var subject = new Subject(
            platform, Guid.NewGuid().ToString("N")[..8], choices.People(), choices.Number("--connections", 1, 10_000));

        var all = new List<Measured> { await subject.Contacts("warm-up", WarmUp, cancellation) };
        if (first > 0) all.Add(await Through("usual day", new Day(first, Hour.OfAUsualDay, subject.Population, 0.15, subject.Chance(), speed), []));
        all.Add(await subject.Edge(edgeTime, cancellation));
        var tally = new Tally();
        var joining = platform is ClusterOnPostgres cluster ? Enumerable.Range(1, add).Select(number => (number * second / 4, cluster)) : [];
        var worst = await Through("crisis", new Day(second, Hour.OfTheCrisis, subject.Population, 0.3, subject.Chance(), speed), [.. joining], tally);
        all.Add(worst);
        all.Add(await subject.Edge(edgeTime, cancellation));
        foreach (var one in all) await progress.WriteLineAsync(one.ToString());

        var verdict = await subject.Judge(progress, cancellation);
        var edge = Measured.Median(all.Where(one => one.What == "edge").Select(one => one.PerSecond));
        var result = Result.Of(Name, subject.Acknowledged, verdict, worst.PerSecond, worst.Delays) with
        {
            Unanswered = subject.Unanswered, Seconds = Math.Round(tally.Seconds, 2), EdgePerSecond = Math.Round(edge, 1),
            EdgeRatio = Math.Round(worst.PerSecond / Math.Max(1, edge), 3),
        };
        await new Report("Crisis").Measurements("In turn", all).Course("The worst day", tally.Timeline).Write(choices.Text("--report"), result.ToString());
        return result;

        async Task<Measured> Through(string what, Day day, List<(int At, ClusterOnPostgres Cluster)> joining, Tally? into = null)
        {
            var seen = into ?? new Tally();
            var going = subject.Send(what, subject.Traffic(day, seen), cancellation);
            var joins = Join(day, joining, going);
            var measured = await going.Watch(progress, elapsed => $"{what}: {seen.Count:N0} after {elapsed.TotalSeconds:F0} s");
            await joins;
            return measured;
        }

        async Task Join(Day day, List<(int At, ClusterOnPostgres Cluster)> joining, Task going)
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            foreach (var (at, ours) in joining)
            {
                while (day.Taken < at && !going.IsCompleted) await pace.WaitForNextTickAsync(cancellation);
                var clock = Stopwatch.StartNew();
                await ours.AddSilo(cancellation);
                await progress.WriteLineAsync($"  a silo joined at {at:N0}, serving {clock.Elapsed.TotalSeconds:F1} s after it was started");
            }
        }
    }
}
