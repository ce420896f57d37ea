using Platform.Grains.Contacts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Searching;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Citizens;

/// <summary>Makes anew what an earlier release kept to find a file by: its row and words in the search, and the claims of its contact points in
/// today's form.</summary>
/// <remarks>From the journal, which is the truth. A file that changes meanwhile is left alone and taken later: its own grain writes today's form.</remarks>
public sealed class CitizenIndex(IJournal journal, ICitizenIndexStore store, ContactPointDigest digest)
{
    const int Page = 1000;

    /// <summary>How many files are to be made anew.</summary>
    public ValueTask<long> Count(CancellationToken cancellation) => store.CountOutdated(SearchWords.Version, cancellation);

    /// <summary>The next files that are to be made anew, in the order of their keys.</summary>
    public ValueTask<IReadOnlyList<IndexedCitizen>> Outdated(IndexedCitizen? after, int limit, CancellationToken cancellation) =>
        store.Outdated(SearchWords.Version, after, limit, cancellation);

    /// <summary>Makes one anew.</summary>
    /// <returns>False where it changed meanwhile.</returns>
    public async ValueTask<bool> Renew(IndexedCitizen citizen, CancellationToken cancellation)
    {
        // Every fact and no snapshot: an earlier release's snapshot knows no former names.
        var stream = new EventStreamId(citizen.Tenant, CitizenGrain.Kind, citizen.Id.ToString());
        var state = CitizenState.Empty;
        while (await journal.Read(stream, state.Version, Page, cancellation) is { Count: > 0 } facts)
            foreach (var recorded in facts)
                state = (JournalJson.Read(recorded.Fact) is CitizenEvent fact ? state.Apply(fact) : state).At(recorded.Version);
        if (state.Version == 0)
            return true;
        var words = CitizenLists.Words(state);
        return await store.Write(
            CitizenLists.Row(citizen.Tenant, citizen.Id, state, words, citizen.ChangedAt), words, [.. state.ContactPoints.Select(point => (digest.Of(point), point.Verified))],
            state.Version, cancellation);
    }
}

/// <summary>A file in the search.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Id">Which.</param>
/// <param name="ChangedAt">When who they are last changed.</param>
public sealed record IndexedCitizen(TenantId Tenant, CitizenId Id, DateTimeOffset ChangedAt);

/// <summary>The rows by which files are found, of all tenants.</summary>
public interface ICitizenIndexStore
{
    /// <summary>How many rows an earlier version made.</summary>
    ValueTask<long> CountOutdated(int version, CancellationToken cancellation);

    /// <summary>Rows that an earlier version made, by tenant and id.</summary>
    ValueTask<IReadOnlyList<IndexedCitizen>> Outdated(int version, IndexedCitizen? after, int limit, CancellationToken cancellation);

    /// <summary>Replaces the row and its words, and claims what nobody owns, in one transaction.</summary>
    /// <param name="row">The row.</param>
    /// <param name="words">All its words.</param>
    /// <param name="claims">Contact points in today's form, and whether they are proven.</param>
    /// <param name="version">Of the file that they were made of.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>False where the file is at another version: nothing was written.</returns>
    ValueTask<bool> Write(
        CitizenRow row, IReadOnlyList<string> words, IReadOnlyList<(ClaimKey Key, bool Verified)> claims, long version, CancellationToken cancellation);
}
