using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Interfaces.Tenants;

/// <summary>The typed way to the grains of authorities; a raw <c>GetGrain</c> elsewhere breaks a test.</summary>
public static class TenantGrains
{
    /// <summary>The authority itself.</summary>
    public static ITenantGrain Tenant(this IGrainFactory grains, TenantId tenant) =>
        grains.GetGrain<ITenantGrain>(TenantKey.Of(tenant, tenant.Value));
}
