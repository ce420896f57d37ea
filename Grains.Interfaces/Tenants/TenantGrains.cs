using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Deadlines;
using Platform.Grains.Interfaces.Requests;

namespace Platform.Grains.Interfaces.Tenants;

/// <summary>The typed way to a grain: nowhere else is <c>GetGrain</c> called.</summary>
public static class TenantGrains
{
    /// <summary>The authority itself.</summary>
    public static ITenantGrain Tenant(this IGrainFactory grains, TenantId tenant) =>
        grains.GetGrain<ITenantGrain>(TenantKey.Of(tenant, tenant.Value));

    /// <summary>One citizen of one tenant.</summary>
    public static ICitizenGrain Citizen(this IGrainFactory grains, TenantId tenant, CitizenId citizen) =>
        grains.GetGrain<ICitizenGrain>(TenantKey.Of(tenant, citizen.ToString()));

    /// <summary>One request of one tenant.</summary>
    public static IRequestGrain Request(this IGrainFactory grains, TenantId tenant, RequestId request) =>
        grains.GetGrain<IRequestGrain>(TenantKey.Of(tenant, request.ToString()));

    /// <summary>The runtime's own view of its silos and of the grains in their memory; of no tenant.</summary>
    public static IManagementGrain Management(this IGrainFactory grains) => grains.GetGrain<IManagementGrain>(0);

    /// <summary>A grain that set a deadline, by the parts of its stream in the journal.</summary>
    public static IDeadlineGrain WithDeadline(this IGrainFactory grains, TenantId tenant, string kind, string id) =>
        grains.GetGrain<IDeadlineGrain>(GrainId.Create(kind, TenantKey.Of(tenant, id)));
}
