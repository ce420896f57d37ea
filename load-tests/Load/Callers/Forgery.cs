using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Load.Callers;

/// <summary>Headers that say another authority than the host does. A platform that believes them mixes its tenants (K6).</summary>
static class Forgery
{
    /// <summary>For the requests of one.</summary>
    public static string Of(Tenant tenant)
    {
        var other = Tenant.All[(Tenant.All.ToList().IndexOf(tenant) + 1) % Tenant.All.Count];
        return $"X-Tenant: {other.Id}\r\nX-Forwarded-Host: {other.Id}.localhost\r\n";
    }
}
