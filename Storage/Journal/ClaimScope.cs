using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Storage.Journal;

/// <summary>Within what a claim is unique: a host over all tenants, everything else within its own.</summary>
static class ClaimScope
{
    public static string Of(TenantId tenant, ClaimKey claim) => claim.Kind == "host" ? "" : tenant.Value;
}
