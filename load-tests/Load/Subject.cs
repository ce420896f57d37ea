using System.Diagnostics;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Load.Arrivals;
using Platform.LoadTests.Load.Contacts;
using Platform.LoadTests.Load.Histories;
using Platform.LoadTests.Load.Http;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Load;

/// <summary>A platform that is measured, everything it acknowledged, and the judgement of it.</summary>
/// <param name="platform">Which.</param>
/// <param name="run">Of the marks.</param>
/// <param name="citizens">Who contact again and again.</param>
/// <param name="connections">Of the generator.</param>
sealed class Subject(IPlatform platform, string run, int citizens, int connections)
{
    const double Newcomers = 0.1;
    const int BatchConnections = 6;
    const int Readers = 32;

    readonly Numbers numbers = new();
    readonly List<Acknowledgement> receipts = [];
    readonly Servers servers = new(platform.Addresses);
    int sender;

    /// <summary>Who contacts.</summary>
    public Population Population { get; } = new(citizens, Newcomers, seed: 311);

    /// <summary>How many receipts there are.</summary>
    public int Acknowledged => receipts.Count;

    /// <summary>Contacts without a receipt that nobody turned away.</summary>
    public int Unanswered { get; private set; }

    /// <summary>An order in which people come, another one each time.</summary>
    public Random Chance() => Population.Chance(sender++);

    /// <summary>Whoever comes next, of all.</summary>
    public Func<int> Anybody()
    {
        var chance = Chance();
        return () => Population.Draw(chance);
    }

    /// <summary>One contact a request, as a demand wants them.</summary>
    /// <param name="demand">Who, and when.</param>
    /// <param name="tally">Gets what is seen.</param>
    /// <param name="attempts">1: who is turned away does not come again.</param>
    public ContactTraffic Traffic(IDemand demand, Tally tally, int attempts = 100) =>
        new(run, Templates.Requests("/api/contacts", platform.Address.Port, run), numbers, demand, tally, attempts);

    /// <summary>One contact a request, as fast as the platform takes them.</summary>
    public Task<Measured> Contacts(string what, TimeSpan time, CancellationToken cancellation)
    {
        var until = Pace.In(time);
        return Send(what, Traffic(new ClosedDemand(Anybody(), until), new Tally(0, until)), cancellation);
    }

    /// <summary>Sends one traffic.</summary>
    public Task<Measured> Send(string what, ContactTraffic traffic, CancellationToken cancellation) => Send(what, traffic, connections, cancellation);

    /// <summary>Sends one traffic over so many connections.</summary>
    public async Task<Measured> Send(string what, ContactTraffic traffic, int width, CancellationToken cancellation) =>
        (await Send([what], [traffic], width, cancellation))[0];

    /// <summary>Sends several at once, each with its share of the connections.</summary>
    public async Task<Measured[]> Send(string[] what, IReadOnlyList<ContactTraffic> traffics, int width, CancellationToken cancellation)
    {
        var measured = await Measure(what, traffics, [.. traffics.Select(traffic => traffic.Tally)], width, cancellation);
        foreach (var traffic in traffics)
        {
            receipts.AddRange(traffic.Tally.Receipts);
            Unanswered += traffic.Unanswered - traffic.TurnedAway;
        }
        return measured;
    }

    /// <summary>Many contacts a request.</summary>
    public async Task<Measured> Batch(TimeSpan time, CancellationToken cancellation)
    {
        var tally = new Tally(0, Pace.In(time));
        var traffic = new BatchTraffic(run, platform.Address.Port, Templates.Lines(run), Population, numbers, Chance(), tally);
        var measured = await Measure(["batch"], [traffic], [tally], BatchConnections, cancellation);
        receipts.AddRange(tally.Receipts);
        Unanswered += traffic.Unanswered * BatchTraffic.Size;
        return measured[0];
    }

    /// <summary>The way there and back alone.</summary>
    public async Task<Measured> Edge(TimeSpan time, CancellationToken cancellation)
    {
        var tally = new Tally(0, Pace.In(time));
        var traffic = new EdgeTraffic(Templates.Requests(EdgeTraffic.Path, platform.Address.Port, run), Chance(), tally);
        return (await Measure(["edge"], [traffic], [tally], connections, cancellation))[0];
    }

    /// <summary>Reads every history back and judges.</summary>
    public async Task<Verdict> Judge(TextWriter progress, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var traffic = new HistoryTraffic(receipts.Select(receipt => (receipt.Mark.Tenant, receipt.Citizen)).Distinct(), platform.Address.Port);
        await Generator.Run(servers, Readers, [traffic], cancellation);
        await progress.WriteLineAsync(
            $"{receipts.Count:N0} receipts; {traffic.Read.Count:N0} histories read back in {clock.Elapsed.TotalSeconds:F0} s, {traffic.Unanswered} not there");
        return Checker.Check(run, numbers.Given, receipts, traffic.Read, []);
    }

    async Task<Measured[]> Measure(
        string[] what, IReadOnlyList<ITraffic> traffics, IReadOnlyList<Tally> tallies, int width, CancellationToken cancellation)
    {
        var processors = new Processors(platform);
        await processors.Begin();
        await Generator.Run(servers, width, traffics, cancellation);
        var spent = await processors.End(tallies.Sum(tally => tally.Count));
        return [.. tallies.Select((tally, at) => new Measured(what[at], tally.PerSecond, tally.Delays, spent) { Troubles = tally.Troubles })];
    }
}
