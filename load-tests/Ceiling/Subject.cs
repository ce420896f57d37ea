using System.Diagnostics;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Generating;
using Platform.LoadTests.Reading;
using Platform.LoadTests.Serving;

namespace Platform.LoadTests.Ceiling;

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

    readonly Population population = new(citizens, Newcomers, seed: 311);
    readonly Numbers numbers = new();
    readonly List<Acknowledgement> receipts = [];
    int sender;

    /// <summary>How many receipts there are.</summary>
    public int Acknowledged => receipts.Count;

    /// <summary>Contacts without a receipt.</summary>
    public int Unanswered { get; private set; }

    /// <summary>One contact a request.</summary>
    public async Task<Measured> Contacts(string name, TimeSpan time, CancellationToken cancellation)
    {
        var templates = Templates.Requests("/api/contacts", platform.Address.Port, run);
        var traffic = new ContactTraffic(run, templates, population, numbers, sender++, Until(time));
        var measured = await Measure(name, time, traffic, traffic.Tally, connections, cancellation);
        receipts.AddRange(traffic.Tally.Receipts);
        Unanswered += traffic.Unanswered;
        return measured;
    }

    /// <summary>Many contacts a request.</summary>
    public async Task<Measured> Batch(TimeSpan time, CancellationToken cancellation)
    {
        var traffic = new BatchTraffic(run, platform.Address.Port, Templates.Lines(run), population, numbers, sender++, Until(time));
        var measured = await Measure("batch", time, traffic, traffic.Tally, BatchConnections, cancellation);
        receipts.AddRange(traffic.Tally.Receipts);
        Unanswered += traffic.Unanswered;
        return measured;
    }

    /// <summary>The way there and back alone.</summary>
    public Task<Measured> Edge(TimeSpan time, CancellationToken cancellation)
    {
        var traffic = new EdgeTraffic(Templates.Requests(EdgeTraffic.Path, platform.Address.Port, run), population, sender++, Until(time));
        return Measure("edge", time, traffic, traffic.Tally, connections, cancellation);
    }

    /// <summary>Reads every history back and judges.</summary>
    public async Task<Verdict> Judge(TextWriter progress, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var traffic = new HistoryTraffic(receipts.Select(receipt => (receipt.Mark.Tenant, receipt.Citizen)).Distinct(), platform.Address.Port);
        await Generator.Run(platform.Address, Readers, [traffic], cancellation);
        await progress.WriteLineAsync(
            $"{receipts.Count:N0} receipts; {traffic.Read.Count:N0} histories read back in {clock.Elapsed.TotalSeconds:F0} s, {traffic.Refused} not there");
        return Checker.Check(run, numbers.Given, receipts, traffic.Read, []);
    }

    async Task<Measured> Measure(string what, TimeSpan time, ITraffic traffic, Tally tally, int width, CancellationToken cancellation)
    {
        var processors = new Processors(platform);
        await processors.Begin();
        await Generator.Run(platform.Address, width, [traffic], cancellation);
        var measured = new Measured(what, tally.Count / time.TotalSeconds, tally.Delays, await processors.End(tally.Count));
        if (tally.Troubles.Count > 0)
            await Console.Error.WriteLineAsync($"{what}: other answers: {string.Join(", ", tally.Troubles.Select(one => $"{one.Key} x{one.Value}"))}");
        return measured;
    }

    static long Until(TimeSpan time) => Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
}
