using Platform.Grains.Interfaces.Access;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Histories;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenants;

namespace Platform.Web.Access;

/// <summary>Citizen files as callers meet them, by API and by pages: what stands behind a wall is veiled (F12), every look recorded (F13).</summary>
sealed class CitizenFileAccess(IGrainFactory grains, AccessLog looks, IAccessLog register)
{
    const string Veil = "veiled";

    /// <summary>A file, without the requests of sectors that are not granted.</summary>
    public async Task<Outcome<CitizenView>> Read(Caller caller, TenantView tenant, CitizenId id, CancellationToken cancellation)
    {
        var found = await grains.Citizen(caller.Tenant, id).Read();
        if (found.Value is not { } citizen)
            return found;
        await looks.Record(caller, AccessLog.File, id, null, cancellation);
        return caller.SeesAll ? found : citizen with { Requests = [.. citizen.Requests.Where(step => caller.Sees(tenant, step.Service))] };
    }

    /// <summary>A page of a history. A line behind a wall keeps its place and its time, and says nothing else.</summary>
    public async Task<Outcome<HistoryPage>> History(
        Caller caller, TenantView tenant, CitizenId id, long after, int limit, CancellationToken cancellation)
    {
        var found = await grains.Citizen(caller.Tenant, id).History(after, limit);
        if (found.Value is not { } page)
            return found;
        await looks.Record(caller, AccessLog.History, id, null, cancellation);
        return caller.SeesAll ? found : page with { Items = [.. page.Items.Select(item => Veiled(caller, tenant, item))] };
    }

    /// <summary>The line of a contact; null where it stands behind a wall, or there is none.</summary>
    public async Task<HistoryItem?> Contact(Caller caller, TenantView tenant, CitizenId id, long version, CancellationToken cancellation) =>
        (await History(caller, tenant, id, version - 1, 1, cancellation)).Value?.Items is [var item] && item.Version == version && !IsVeiled(item) ? item : null;

    /// <summary>A line of a sector that the reader may not see.</summary>
    public static bool IsVeiled(HistoryItem item) => item.By.Subject == Veil;

    /// <summary>Who looked at a file, the newest first.</summary>
    public ValueTask<IReadOnlyList<AccessEntry>> Accesses(Caller caller, CitizenId id, int limit, Guid? after, CancellationToken cancellation) =>
        register.Of(caller.Tenant, id, after, limit, cancellation);

    static HistoryItem Veiled(Caller caller, TenantView tenant, HistoryItem item) =>
        caller.Sees(tenant, item.Request?.Service ?? item.Service) ? item : new(item.Version, item.Type, item.At, new(Veil));
}
