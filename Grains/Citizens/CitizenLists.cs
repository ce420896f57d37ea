using Platform.Grains.Contacts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Identities;
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
        && before.Identity == after.Identity && before.MergedInto == after.MergedInto;

    static void Found(List<IRow> rows, TenantId tenant, CitizenId id, CitizenState before, CitizenState after, DateTimeOffset at)
    {
        var words = SearchWords.Of(after.Identity, after.ContactPoints);
        var first = before.Version == 0;
        rows.Add(new CitizenRow(
            tenant, id.Value, after.Identity.Name, after.Identity.Email, after.Identity.Phone, " " + string.Join(' ', words), at,
            after.MergedInto is not null) { IsFirst = first });
        var known = first ? [] : SearchWords.Of(before.Identity, before.ContactPoints);
        foreach (var word in words)
            if (!known.Contains(word))
                rows.Add(new CitizenWordRow(tenant, word, id.Value) { IsFirst = first });
    }
}
