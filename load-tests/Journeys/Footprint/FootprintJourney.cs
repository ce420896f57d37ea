using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load;
using Platform.LoadTests.Load.Contacts;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Journeys.Footprint;

/// <summary>What one citizen takes of a silo's memory, and one contact of the database's disk.</summary>
sealed class FootprintJourney : IJourney
{
    const int Beforehand = 3_000;

    /// <inheritdoc/>
    public string Name => "footprint";

    /// <inheritdoc/>
    public string About => """
        Everybody contacts once, then again, and all stay in the memory of one silo. heapPerCitizen: live bytes after a full collection, with all
        of them and again when all have left, by citizen. residentPerCitizen: by how much the process grew from before, with the keys and hints
        that outlive a grain. diskFirstContact and diskContact: tables with indexes, of a contact that opens a file and of one more; logFirstContact
        and logContact: of the database's log (WAL).
        """;

    /// <inheritdoc/>
    public IReadOnlyList<Option> Options { get; } =
    [
        new("--people", "NUMBER", "60000", "citizens who stay in memory"),
        new("--times", "NUMBER", "2", "contacts of each"),
        new("--connections", "NUMBER", "128", "of the generator"),
    ];

    /// <inheritdoc/>
    public async Task<Result> Run(Choices choices, TextWriter progress, CancellationToken cancellation)
    {
        var (people, times) = (choices.Number("--people", 100, 1_000_000), choices.Number("--times", 2, 100));
        await using var cluster = await ClusterOnPostgres.Start(new ClusterPlan(1, 1), cancellation);
        var subject = new Subject(cluster, Guid.NewGuid().ToString("N")[..8], people, choices.Number("--connections", 1, 1_000));
        // The compiler, the pools and the tables' first pages are nobody's.
        await Call(people, Beforehand);
        var before = await Memory("before", leave: true);
        var empty = await Size();
        var first = await Call(0, people);
        var opened = await Size();
        for (var time = 1; time < times; time++) await Call(0, people);
        var full = await Size();
        var resident = await Memory("with all of them", leave: false);
        var left = await Memory("without them", leave: true);
        var (ofFirst, ofNext) = (opened.Since(empty, people), full.Since(opened, people * (times - 1.0)));
        await progress.WriteLineAsync($"a contact that opens a file: {ofFirst}; one more: {ofNext}");
        var verdict = await subject.Judge(progress, cancellation);
        return Result.Of(Name, subject.Acknowledged, verdict, first.PerSecond, first.Delays) with
        {
            Unanswered = subject.Unanswered,
            HeapPerCitizen = (resident.Heap - left.Heap) / (resident.Citizens - left.Citizens),
            ResidentPerCitizen = (resident.Resident - before.Resident) / (resident.Citizens - before.Citizens),
            DiskFirstContact = ofFirst.Tables, DiskContact = ofNext.Tables, LogFirstContact = ofFirst.Log, LogContact = ofNext.Log,
        };

        async Task<Measured> Call(int from, int many)
        {
            var measured = await subject.Send("roll call", subject.Traffic(new RollCall(from, many), new Tally()), cancellation);
            await progress.WriteLineAsync($"{measured}");
            return measured;
        }

        async Task<SiloMemory> Memory(string when, bool leave)
        {
            var memory = await SiloMemory.Of(cluster.Address, leave, cancellation);
            await progress.WriteLineAsync($"{when}: {memory}");
            return memory;
        }

        Task<Disk> Size() => Disk.Of(cluster.Postgres, cancellation);
    }
}
