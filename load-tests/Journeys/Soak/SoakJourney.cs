using System.Diagnostics;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load;
using Platform.LoadTests.Load.Arrivals;
using Platform.LoadTests.Load.Contacts;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Journeys.Soak;

/// <summary>A steady load for a long time: what grows?</summary>
sealed class SoakJourney : IJourney
{
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Glance = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public string Name => "soak";

    /// <inheritdoc/>
    public string About => """
        A steady part of the capacity for many minutes, then every history is read back and checked. memoryGrowth and handlesGrowth: silos and
        gateways at the end against the first tenth of the time (0.1 is a tenth more), medians of glances every five seconds.
        """;

    /// <inheritdoc/>
    public IReadOnlyList<Option> Options { get; } =
    [
        new("--minutes", "NUMBER", "10", "how long"),
        new("--load", "PERCENT", "50", "of the capacity"),
        .. Sizes.Options(),
        new("--callers", "NUMBER", "256", "connections: people who wait at the same time"),
        Option.Report,
    ];

    /// <inheritdoc/>
    public async Task<Result> Run(Choices choices, TextWriter progress, CancellationToken cancellation)
    {
        var time = TimeSpan.FromMinutes(choices.Number("--minutes", 1, 10_000));
        await using var cluster = await ClusterOnPostgres.Start(choices.Plan(), cancellation);
        var subject = new Subject(cluster, Guid.NewGuid().ToString("N")[..8], choices.People(), choices.Number("--callers", 1, 20_000));
        var capacity = await subject.Contacts("capacity", WarmUp, cancellation);
        await progress.WriteLineAsync($"{capacity}");

        var (from, until) = (Pace.In(TimeSpan.Zero), Pace.In(time));
        var tally = new Tally(from, until);
        var demand = new OpenDemand(subject.Anybody(), capacity.PerSecond * choices.Number("--load", 1, 100) / 100, subject.Chance(), from, until);
        var glances = new List<Footprint>();
        var going = subject.Send("soak", subject.Traffic(demand, tally), cancellation);
        var looking = Look(cluster, glances, going);
        var measured = await going.Watch(progress, elapsed =>
            $"{tally.Count:N0} after {elapsed.TotalSeconds:F0} s{(glances is [.., var last] ? $", {last}" : "")}");
        await looking;
        var verdict = await subject.Judge(progress, cancellation);
        var result = Result.Of(Name, subject.Acknowledged, verdict, measured.PerSecond, measured.Delays) with
        {
            Unanswered = subject.Unanswered,
            MemoryGrowth = Growth(one => one.Megabytes), HandlesGrowth = Growth(one => one.Handles),
        };
        await new Report("Soak").Measurements("In turn", [capacity, measured]).Course("All of it", tally.Timeline)
            .Plot("Memory of silos and gateways", "MB", new Curve("resident", [.. glances.Select(one => (one.At, one.Megabytes))]))
            .Plot("Handles of silos and gateways", "open", new Curve("open", [.. glances.Select(one => (one.At, one.Handles))]))
            .Write(choices.Text("--report"), result.ToString());
        return result;

        double Growth(Func<Footprint, double> value)
        {
            var tenth = Math.Max(1, glances.Count / 10);
            return Math.Round((Measured.Median(glances.TakeLast(tenth).Select(value)) / Math.Max(1, Measured.Median(glances.Take(tenth).Select(value)))) - 1, 3);
        }
    }

    static async Task Look(ClusterOnPostgres cluster, List<Footprint> glances, Task going)
    {
        var clock = Stopwatch.StartNew();
        var servers = cluster.Silos.Concat(cluster.Gateways).ToList();
        do glances.Add(Footprint.Of(clock.Elapsed.TotalSeconds, servers)); while (await Task.WhenAny(going, Task.Delay(Glance)) != going);
    }
}
