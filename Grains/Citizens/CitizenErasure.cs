using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;

namespace Platform.Grains.Citizens;

/// <summary>Erases a file in the journal, then has everything forgotten that remembers what was erased: its requests, its duplicates, and theirs.</summary>
static class CitizenErasure
{
    const int AtOnce = 1_000;

    internal static async Task Erase(IGrainFactory grains, IJournal journal, EventStreamId file)
    {
        // The keys first: a grain that wakes up from here on finds nothing to remember.
        await journal.Erase(file.Tenant, CitizenId.Parse(file.Id));
        var (requests, duplicates) = await Told(journal, file);
        foreach (var request in requests)
            await grains.Request(file.Tenant, request).Forget();
        foreach (var duplicate in duplicates)
        {
            await Erase(grains, journal, file with { Id = duplicate.ToString() });
            await grains.Citizen(file.Tenant, duplicate).Forget();
        }
    }

    // From the whole history: a file remembers its last fifty requests only, and the names of both outlive the key.
    static async Task<(HashSet<RequestId> Requests, HashSet<CitizenId> Duplicates)> Told(IJournal journal, EventStreamId file)
    {
        var (requests, duplicates) = (new HashSet<RequestId>(), new HashSet<CitizenId>());
        var after = 0L;
        while (await journal.Read(file, after, AtOnce) is { Count: > 0 } page)
        {
            after = page[^1].Version;
            foreach (var recorded in page)
                switch (JournalJson.Read(recorded.Fact))
                {
                    case RequestFollowed followed:
                        requests.Add(followed.Step.Request);
                        break;
                    case DuplicateAbsorbed absorbed:
                        duplicates.Add(absorbed.Duplicate);
                        break;
                }
        }
        return (requests, duplicates);
    }
}
