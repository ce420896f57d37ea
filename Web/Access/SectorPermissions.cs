using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenants;

namespace Platform.Web.Access;

/// <summary>Which services stand behind which wall (F12).</summary>
static class SectorPermissions
{
    /// <summary>The settings of the tenant whose host was asked.</summary>
    public static TenantView Tenant(this HttpContext context) =>
        context.Features.Get<TenantView>() ?? throw new InvalidOperationException("Asked for the tenant of a request of no tenant.");

    /// <summary>A service of a tenant, or null.</summary>
    public static Service? Service(this TenantView tenant, ServiceId id)
    {
        foreach (var service in tenant.Settings.Services)
            if (service.Id == id)
                return service;
        return null;
    }

    /// <summary>May see what concerns a service. What concerns none is open to whoever reads files; a service that is gone is seen only by who sees all.</summary>
    public static bool Sees(this Caller caller, TenantView tenant, ServiceId? service) =>
        caller.SeesAll || service is not { } id || (tenant.Service(id) is { } known && caller.Sees(known.Sector));
}
