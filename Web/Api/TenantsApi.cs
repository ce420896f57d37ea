using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;
using Platform.Web.Problems;

namespace Platform.Web.Api;

/// <summary>What an authority says about itself to everybody.</summary>
static class TenantsApi
{
    public static void MapTenants(this IEndpointRouteBuilder app)
    {
        var tenants = app.Concept("/tenants", "Tenants").RequireAuthorization(Permission.Public);
        tenants.MapGet("", (HttpContext context) => TypedResults.Ok(new TenantPage([Sheet(context.Tenant())])))
            .WithName("ListTenants").WithSummary("The authorities that this address speaks for: one.");
        tenants.MapGet("/{id:tenant}", Read).WithName("ReadTenant").WithSummary("Reads an authority.")
            .Produces<TenantSheet>().ProducesProblem(404);
    }

    // Another tenant does not exist from here, whether it exists or not.
    static IResult Read(TenantId id, HttpContext context) =>
        context.Tenant() is var tenant && tenant.Id == id ? TypedResults.Ok(Sheet(tenant)) : Problem.Of(new NoSuchTenant());

    static TenantSheet Sheet(TenantView tenant) => new(
        tenant.Id, tenant.Version, tenant.Settings.Name, tenant.Settings.Kind, tenant.Settings.Parent, tenant.Settings.Hosts, tenant.Settings.Brand,
        tenant.Settings.Languages, tenant.Settings.Calendar);

    sealed record TenantPage(IReadOnlyList<TenantSheet> Items);

    sealed record TenantSheet(
        TenantId Id, long Version, string Name, TenantKind Kind, TenantId? Parent, IReadOnlyList<string> Hosts, Brand Brand,
        IReadOnlyList<string> Languages, Calendar Calendar);
}
