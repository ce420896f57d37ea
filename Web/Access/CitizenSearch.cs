using Platform.Grains.Interfaces.Citizens;

namespace Platform.Web.Access;

/// <summary>Finds citizens while an agent types. Every hit shown is a look at a file, and is recorded as one (F13).</summary>
sealed class CitizenSearch(ICitizenQueries citizens, AccessLog accesses)
{
    /// <inheritdoc cref="ICitizenQueries.Search"/>
    public async Task<CitizenMatches> Find(Caller caller, string text, int limit, CitizenSearchCursor? after, CancellationToken cancellation)
    {
        var found = await citizens.Search(caller.Tenant, text, limit, after, cancellation);
        await accesses.Record(caller, AccessLog.Search, found.Items.Select(citizen => citizen.Id), cancellation);
        return found;
    }
}
