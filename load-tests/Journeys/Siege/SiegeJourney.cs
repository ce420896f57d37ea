using System.Globalization;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load;
using Platform.LoadTests.Load.Arrivals;
using Platform.LoadTests.Load.Contacts;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;
using Platform.LoadTests.Reports;

namespace Platform.LoadTests.Journeys.Siege;

/// <summary>One stranger besieges the gateway, whose memory is that of <c>deploy/</c>, and the other authorities are measured.</summary>
sealed class SiegeJourney : IJourney
{
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8), SettleTime = TimeSpan.FromSeconds(1);

    // What .NET takes of the 1 GiB that deploy/kubernetes gives a gateway, in hexadecimal.
    const string HeapHardLimit = "30000000";

    public string Name => "siege";

    public string About => """
        One address attacks one authority without signing in: thousands of slow bodies, then of bodies held back before their last byte, then a flood.
        Calm and besieged rounds alternate, the others' contacts in an open loop. othersRefused: their contacts that were not taken (429, 503 or
        anything else); othersP99Growth: their 99th percentile in the worst siege against calm (0.2 is a fifth more), medians of all rounds;
        peakMegabytes: the most that the gateway was resident in memory; alive: it is the same process at the end.
        """;

    public IReadOnlyList<Option> Options { get; } =
    [
        new("--rounds", "NUMBER", "3", "calm, slow, held and flood in turn"),
        new("--seconds", "NUMBER", "8", "how long each"),
        new("--slow", "NUMBER", "4100", "bodies that arrive slowly"),
        new("--held", "NUMBER", "3000", "bodies of 250 KB that are held back"),
        new("--flood", "NUMBER", "2000", "requests a second of the flood"),
        new("--share", "PERCENT", "10", "of the capacity: what each of the two others takes"),
        .. ClusterOptions.All(),
        new("--callers", "NUMBER", "256", "connections of the others: people who wait at the same time"),
        Option.Report,
    ];

    public async Task<JourneyResult> Run(OptionValues values, TextWriter progress, CancellationToken cancellation)
    {
        var (rounds, time) = (values.Number("--rounds", 1, 100), TimeSpan.FromSeconds(values.Number("--seconds", 1, 600)));
        var plan = values.ClusterPlan() with { GatewaySettings = new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = HeapHardLimit } };
        await using var cluster = await ClusterOnPostgres.Start(plan, cancellation);
        var (gateway, besieged) = (cluster.Gateways[0].ProcessId, new Besieger(cluster.Address, DemoTenant.All[0].Host(cluster.Address.Port)));
        var system = new SystemUnderTest(cluster, Guid.NewGuid().ToString("N")[..8], values.People(), connections: 96);
        await system.MeasureContacts("warm-up", WarmUp, cancellation);
        var capacity = await system.MeasureContacts("capacity", time, cancellation);
        await progress.WriteLineAsync($"{capacity}");
        var perSecond = capacity.PerSecond * values.Number("--share", 1, 50) / 50;

        (string Name, Func<CancellationToken, Task> Attack)[] sieges =
        [
            ("calm", static _ => Task.CompletedTask),
            ("slow", stop => besieged.SendSlowly(values.Number("--slow", 1, 15_000), SettleTime + time, stop)),
            ("held", stop => besieged.HoldBack(values.Number("--held", 1, 15_000), SettleTime + time, stop)),
            ("flood", stop => besieged.Flood(values.Number("--flood", 1, 100_000), stop)),
        ];
        var all = new List<LoadMeasurement>();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, attack) in sieges)
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                var attacking = attack(stop.Token);
                var measured = await Measure(name);
                await stop.CancelAsync();
                await attacking;
                all.Add(measured);
                await progress.WriteLineAsync($"round {round + 1} of {rounds}: {measured}{besieged.TakeSummary()}");
            }
        }
        var (alive, peak) = (cluster.Gateways[0].IsRunning && cluster.Gateways[0].ProcessId == gateway, PeakMegabytes(gateway));
        var verdict = await system.Verify(progress, cancellation);
        var (calm, worst) = (P99("calm"), sieges.Skip(1).Max(siege => P99(siege.Name)));
        var latencies = new Histogram();
        foreach (var one in all.Where(one => one.Name != "calm")) latencies.Add(one.Latencies);
        var result = JourneyResult.Create(Name, system.Acknowledged, verdict, all.Average(one => one.PerSecond), latencies) with
        {
            Unanswered = system.Unanswered, OthersRefused = all.Sum(one => one.FailuresByStatus.Values.Sum()),
            OthersP99Growth = Math.Round((worst / Math.Max(0.001, calm)) - 1, 3), PeakMegabytes = peak, Alive = alive,
        };
        await new HtmlReport(Name).Paragraph($"The others send {perSecond:N0} contacts a second.").Measurements("In turn", all)
            .Write(values.Text("--report"), result.ToString());
        return result;

        Task<LoadMeasurement> Measure(string name)
        {
            var random = system.NextRandom();
            var (from, until) = (StopwatchTicks.FromNow(SettleTime), StopwatchTicks.FromNow(SettleTime + time));
            var arrivals = new OpenLoopArrivals(
                () => system.Population.NextPerson(random, 1 + random.Next(DemoTenant.All.Count - 1)), perSecond, system.NextRandom(),
                StopwatchTicks.FromNow(TimeSpan.Zero), until);
            return system.Send(name, system.CreateTraffic(arrivals, new TrafficResults(from, until), maxAttempts: 1), values.Number("--callers", 1, 20_000), cancellation);
        }

        double P99(string what) => Statistics.Median(all.Where(one => one.Name == what).Select(one => one.Latencies.PercentileMs(0.99)));
    }

    // VmHWM: the most that was ever resident; 0 where the process is gone.
    static double PeakMegabytes(int process)
    {
        var status = $"/proc/{process}/status";
        var line = File.Exists(status) ? File.ReadLines(status).FirstOrDefault(one => one.StartsWith("VmHWM:", StringComparison.Ordinal)) : null;
        return line is null ? 0 : Math.Round(double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024, 0);
    }
}
