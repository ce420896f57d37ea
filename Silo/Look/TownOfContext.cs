using Platform.Tenants;

namespace Platform.Look;

static class TownOfContext
{
    /// <summary>Whose page it is: the gate set it, for every request of a tenant.</summary>
    public static TenantView Town(this HttpContext context) =>
        context.Features.Get<TenantView>() ?? throw new InvalidOperationException("Asked for the tenant of a request that passed no gate.");
}
