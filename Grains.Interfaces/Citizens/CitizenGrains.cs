using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Interfaces.Citizens;

/// <summary>The typed way to the grains of citizens; a raw <c>GetGrain</c> elsewhere breaks a test.</summary>
public static class CitizenGrains
{
    /// <summary>One citizen of one tenant.</summary>
    public static ICitizenGrain Citizen(this IGrainFactory grains, TenantId tenant, CitizenId citizen) =>
        grains.GetGrain<ICitizenGrain>(TenantKey.Of(tenant, citizen.ToString()));
}
