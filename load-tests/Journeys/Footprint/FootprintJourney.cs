using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load;
using Platform.LoadTests.Load.Contacts;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Journeys.Footprint;

/// <summary>Memory of a silo for each citizen, and disk of the database for each contact.</summary>
sealed class FootprintJourney : IJourney
{
    const int WarmUpPeople = 3_000;

    public string Name => "footprint";

    public string About => """
        Everybody contacts once, then again, and all grains stay in the memory of one silo. heapPerCitizen: live bytes after a full garbage
        collection, with all grains and after all were deactivated, for each citizen. residentPerCitizen: growth of the process since before, with
        the keys and caches that outlive a grain. diskFirstContact and diskContact: tables with indexes, of a contact that opens a file and of a
        further one; logFirstContact and logContact: of the write-ahead log.
        """;

    public IReadOnlyList<Option> Options { get; } =
    [
        new("--people", "NUMBER", "60000", "citizens who stay in memory"),
        new("--times", "NUMBER", "2", "contacts of each"),
        new("--connections", "NUMBER", "128", "of the generator"),
    ];

    public async Task<JourneyResult> Run(OptionValues values, TextWriter progress, CancellationToken cancellation)
    {
        var (people, times) = (values.Number("--people", 100, 1_000_000), values.Number("--times", 2, 100));
        await using var cluster = await ClusterOnPostgres.Start(new ClusterPlan(1, 1), cancellation);
        var system = new SystemUnderTest(cluster, Guid.NewGuid().ToString("N")[..8], people, values.Number("--connections", 1, 1_000));
        // JIT, pools and the tables' first pages belong to no citizen.
        await SendEach(people, WarmUpPeople);
        var before = await Memory("before", leave: true);
        var empty = await Size();
        var first = await SendEach(0, people);
        var opened = await Size();
        for (var time = 1; time < times; time++) await SendEach(0, people);
        var full = await Size();
        var resident = await Memory("with all of them", leave: false);
        var left = await Memory("without them", leave: true);
        var (ofFirst, ofNext) = (opened.Since(empty, people), full.Since(opened, people * (times - 1.0)));
        await progress.WriteLineAsync($"a contact that opens a file: {ofFirst}; a further one: {ofNext}");
        var verdict = await system.Verify(progress, cancellation);
        return JourneyResult.Create(Name, system.Acknowledged, verdict, first.PerSecond, first.Latencies) with
        {
            Unanswered = system.Unanswered,
            HeapPerCitizen = (resident.Heap - left.Heap) / (resident.Citizens - left.Citizens),
            ResidentPerCitizen = (resident.Resident - before.Resident) / (resident.Citizens - before.Citizens),
            DiskFirstContact = ofFirst.Tables, DiskContact = ofNext.Tables, LogFirstContact = ofFirst.Log, LogContact = ofNext.Log,
        };

        async Task<LoadMeasurement> SendEach(int from, int many)
        {
            var measured = await system.Send("everybody", system.CreateTraffic(new OneContactEach(from, many), new TrafficResults()), cancellation);
            await progress.WriteLineAsync($"{measured}");
            return measured;
        }

        async Task<SiloMemory> Memory(string when, bool leave)
        {
            var memory = await SiloMemory.Of(cluster.Address, leave, cancellation);
            await progress.WriteLineAsync($"{when}: {memory}");
            return memory;
        }

        Task<DatabaseSize> Size() => DatabaseSize.Of(cluster.Postgres, cancellation);
    }
}
