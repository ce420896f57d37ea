using Platform.Grains.Contacts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Searching;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Citizens;

/// <summary>The list rows that facts of a citizen file change.</summary>
static class CitizenLists
{
    /// <summary>What an append of a citizen carries beside its facts.</summary>
    internal static Append AddProjections(
        Append append, ContactPointDigest digest, CitizenState before, CitizenState after, IReadOnlyList<CitizenEvent> events)
    {
        var id = CitizenId.Parse(append.Stream.Id);
        return append with
        {
            SealedFor = id,
            Rows = Rows(append.Stream.Tenant, id, before, after, events),
            Claims = CitizenClaims.Taken(digest, id, before, after, events),
            Releases = CitizenClaims.GivenUp(digest, id, before, after, events),
        };
    }

    internal static IReadOnlyList<IRow> Rows(TenantId tenant, CitizenId id, CitizenState before, CitizenState after, IReadOnlyList<CitizenEvent> events)
    {
        var rows = new List<IRow>();
        for (var i = 0; i < events.Count; i++)
            if (events[i] is ContactRecorded contact && ContactRow.Waits(contact.Channel))
                rows.Add(new ContactRow(
                    tenant, id.Value, before.Version + i + 1, contact.Channel, contact.Service?.Value, contact.At, Waiting: true));
        if (!Same(before, after))
            Found(rows, tenant, id, before, after, events[^1].At);
        return rows;
    }

    static bool Same(CitizenState before, CitizenState after) =>
        before.Version > 0 && ReferenceEquals(before.ContactPoints, after.ContactPoints)
        && before.Identity == after.Identity && before.MergedInto == after.MergedInto && ReferenceEquals(before.FormerNames, after.FormerNames);

    static void Found(List<IRow> rows, TenantId tenant, CitizenId id, CitizenState before, CitizenState after, DateTimeOffset at)
    {
        var isFirst = before.Version == 0;
        var words = Words(after);
        rows.Add(Row(tenant, id, after, words, at) with { IsFirst = isFirst });
        // All of them, since an earlier release may have kept fewer.
        foreach (var word in words)
            rows.Add(new CitizenWordRow(tenant, word, id.Value) { IsFirst = isFirst });
    }

    /// <summary>The words by which a file is found.</summary>
    internal static IReadOnlyList<string> Words(CitizenState citizen) => SearchWords.Of(citizen.Identity, citizen.ContactPoints, citizen.FormerNames);

    /// <summary>The row of a file in the agents' search.</summary>
    internal static CitizenRow Row(TenantId tenant, CitizenId id, CitizenState citizen, IReadOnlyList<string> words, DateTimeOffset at) => new(
        tenant, id.Value, citizen.Identity.Name, citizen.Identity.Email, citizen.Identity.Phone, " " + string.Join(' ', words), at,
        citizen.MergedInto is not null, citizen.FormerNames.Count > 0 ? citizen.FormerNames[0] : null, citizen.MergedInto?.Value);
}
