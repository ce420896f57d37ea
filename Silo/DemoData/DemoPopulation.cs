using Bogus;
using Platform.Grains.EventSourcing;
using Platform.Grains.Imports;

namespace Platform.Silo.DemoData;

/// <summary>The invented people of an authority, the same for the same seed, and their pasts.</summary>
/// <param name="journal">Where they are looked for.</param>
/// <param name="import">How they are written.</param>
sealed class DemoPopulation(IJournal journal, HistoryImport import)
{
    const int DuplicateEach = 60, AtOnce = 16, Largest = 6_000;

    /// <summary>Brings them onto a platform that lacks them.</summary>
    /// <param name="town">Which authority.</param>
    /// <param name="size">How many people; 6,000 at most: there are no more numbers that are kept for fiction.</param>
    /// <param name="stopping">Gives up; what is missing comes at the next start.</param>
    public async Task Seed(DemoTenant town, int size, CancellationToken stopping)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Largest);
        if (size < 1 || await Founded(town, stopping) is not { } now)
            return;
        // Written last, it says that all the others are there.
        var first = Person(town, now, 0)[0];
        if ((await journal.Load(new(town.Id, "citizen", first.Id.ToString()), stopping)).Version > 0)
            return;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stopping };
        await Parallel.ForEachAsync(Enumerable.Range(1, size - 1).SelectMany(number => Person(town, now, number)), parallel, Write);
        await Write(first, stopping);

        async ValueTask Write(CitizenImport past, CancellationToken cancellation) => await import.Write(past, cancellation);
    }

    // Pasts end when the authority came onto the platform: a start that was cut short goes on with the same.
    async ValueTask<DateTimeOffset?> Founded(DemoTenant town, CancellationToken stopping) =>
        await journal.Read(new(town.Id, "tenant", town.Id.Value), 0, 1, stopping) is [var first] ? first.Fact.At : null;

    internal static IReadOnlyList<CitizenImport> Person(DemoTenant town, DateTimeOffset now, int number)
    {
        var of = new Faker("fr") { Random = new Randomizer(DemoId.Seed(town.Id, $"person:{number}")) };
        var person = DemoPeople.One(of, number);
        var past = new DemoLife(town, of, now).Of(person, $"person:{number}");
        return number % DuplicateEach == DuplicateEach - 1
            ? [past, new DemoLife(town, of, now).Of(DemoPeople.Again(person, number), $"again:{number}")]
            : [past];
    }
}
