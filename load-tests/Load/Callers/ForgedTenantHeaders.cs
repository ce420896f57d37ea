using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Load.Callers;

/// <summary>Headers that name another tenant than the host does. A platform that believes them mixes its tenants (K6).</summary>
static class ForgedTenantHeaders
{
    /// <summary>The headers for requests of one tenant.</summary>
    public static string For(DemoTenant tenant)
    {
        var other = DemoTenant.All[(DemoTenant.All.ToList().IndexOf(tenant) + 1) % DemoTenant.All.Count];
        return $"X-Tenant: {other.Id}\r\nX-Forwarded-Host: {other.Id}.localhost\r\n";
    }
}
