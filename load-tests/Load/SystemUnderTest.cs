using System.Diagnostics;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Load.Arrivals;
using Platform.LoadTests.Load.Contacts;
using Platform.LoadTests.Load.Histories;
using Platform.LoadTests.Load.Http;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Load;

/// <summary>A platform under load, with every receipt it gave, so that the journey can verify them at the end.</summary>
/// <param name="platform">The platform.</param>
/// <param name="run">The run's name, in the canaries.</param>
/// <param name="citizens">How many people contact again and again.</param>
/// <param name="connections">Connections of the load generator.</param>
sealed class SystemUnderTest(IPlatform platform, string run, int citizens, int connections)
{
    const double NewcomerShare = 0.1;
    const int BatchConnections = 6;
    const int Readers = 32;

    readonly CommandNumbers numbers = new();
    readonly List<Acknowledgement> receipts = [];
    readonly RoundRobinServers servers = new(platform.Addresses);
    int randomsCreated;

    public Population Population { get; } = new(citizens, NewcomerShare, seed: 311);

    /// <summary>Receipts so far.</summary>
    public int Acknowledged => receipts.Count;

    /// <summary>Contacts that got no receipt, those rejected with 429 or 503 on their only attempt aside.</summary>
    public int Unanswered { get; private set; }

    /// <summary>The next of a fixed sequence of differently seeded generators.</summary>
    public Random NextRandom() => Population.RandomFor(randomsCreated++);

    /// <summary>Draws from the whole population.</summary>
    public Func<int> AnyPerson()
    {
        var random = NextRandom();
        return () => Population.NextPerson(random);
    }

    /// <summary>Creates traffic of one contact a request.</summary>
    /// <param name="arrivals">Who contacts, and when.</param>
    /// <param name="results">Gets the results.</param>
    /// <param name="maxAttempts">1: a rejected contact is not retried.</param>
    public ContactTraffic CreateTraffic(IArrivals arrivals, TrafficResults results, int maxAttempts = 100) =>
        new(run, ContactTemplates.ForRequests("/api/contacts", platform.Address.Port, run), numbers, arrivals, results, maxAttempts);

    /// <summary>Measures one contact a request in a closed loop.</summary>
    public Task<LoadMeasurement> MeasureContacts(string name, TimeSpan duration, CancellationToken cancellation) =>
        MeasureContacts(name, duration, connections, cancellation);

    /// <summary>Measures one contact a request in a closed loop over so many connections.</summary>
    public Task<LoadMeasurement> MeasureContacts(string name, TimeSpan duration, int connectionCount, CancellationToken cancellation)
    {
        var until = StopwatchTicks.FromNow(duration);
        return Send(name, CreateTraffic(new ClosedLoopArrivals(AnyPerson(), until), new TrafficResults(0, until)), connectionCount, cancellation);
    }

    /// <summary>Sends traffic over the usual number of connections.</summary>
    public Task<LoadMeasurement> Send(string name, ContactTraffic traffic, CancellationToken cancellation) => Send(name, traffic, connections, cancellation);

    /// <summary>Sends traffic over so many connections.</summary>
    public async Task<LoadMeasurement> Send(string name, ContactTraffic traffic, int connectionCount, CancellationToken cancellation) =>
        (await Send([name], [traffic], connectionCount, cancellation))[0];

    /// <summary>Sends several kinds of traffic at once, each over its share of the connections.</summary>
    public async Task<LoadMeasurement[]> Send(string[] names, IReadOnlyList<ContactTraffic> traffics, int connectionCount, CancellationToken cancellation)
    {
        var measured = await Measure(names, traffics, [.. traffics.Select(traffic => traffic.Results)], connectionCount, cancellation);
        foreach (var traffic in traffics)
        {
            receipts.AddRange(traffic.Results.Receipts);
            Unanswered += traffic.Unanswered - traffic.Rejected;
        }
        return measured;
    }

    /// <summary>Measures the batch endpoint.</summary>
    public async Task<LoadMeasurement> MeasureBatch(TimeSpan duration, CancellationToken cancellation)
    {
        var results = new TrafficResults(0, StopwatchTicks.FromNow(duration));
        var traffic = new BatchTraffic(run, platform.Address.Port, ContactTemplates.ForBatchLines(run), Population, numbers, NextRandom(), results);
        var measured = await Measure(["batch"], [traffic], [results], BatchConnections, cancellation);
        receipts.AddRange(results.Receipts);
        Unanswered += traffic.Unanswered * BatchTraffic.Size;
        return measured[0];
    }

    /// <summary>Measures an endpoint of the silo that answers at once.</summary>
    public Task<LoadMeasurement> MeasureEdge(TimeSpan duration, CancellationToken cancellation) => MeasureEdge("edge", duration, connections, cancellation);

    /// <summary>Measures an endpoint of the silo that answers at once over so many connections.</summary>
    public async Task<LoadMeasurement> MeasureEdge(string name, TimeSpan duration, int connectionCount, CancellationToken cancellation)
    {
        var results = new TrafficResults(0, StopwatchTicks.FromNow(duration));
        var traffic = new EdgeTraffic(ContactTemplates.ForRequests(EdgeTraffic.Path, platform.Address.Port, run), NextRandom(), results);
        return (await Measure([name], [traffic], [results], connectionCount, cancellation))[0];
    }

    /// <summary>Reads every history back and checks it against the receipts.</summary>
    public async Task<Verdict> Verify(TextWriter progress, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var traffic = new HistoryTraffic(receipts.Select(receipt => (receipt.Canary.Tenant, receipt.Citizen)).Distinct(), platform.Address.Port);
        await LoadGenerator.Run(servers, Readers, [traffic], cancellation);
        await progress.WriteLineAsync(
            $"{receipts.Count:N0} receipts; {traffic.Histories.Count:N0} histories read back in {watch.Elapsed.TotalSeconds:F0} s, {traffic.Unanswered} not there");
        return Checker.Check(run, numbers.Issued, receipts, traffic.Histories, []);
    }

    async Task<LoadMeasurement[]> Measure(
        string[] names, IReadOnlyList<ITraffic> traffics, IReadOnlyList<TrafficResults> results, int connectionCount, CancellationToken cancellation)
    {
        var cpu = new CpuUsage(platform);
        await cpu.Start();
        await LoadGenerator.Run(servers, connectionCount, traffics, cancellation);
        var cpuPerContact = await cpu.Stop(results.Sum(one => one.Acknowledged));
        return [.. results.Select((one, at) => new LoadMeasurement(names[at], one.PerSecond, one.Latencies, cpuPerContact) { FailuresByStatus = one.FailuresByStatus })];
    }
}
