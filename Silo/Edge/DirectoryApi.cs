using Platform.Access;
using Platform.Tenants;

namespace Platform.Edge;

/// <summary>Tells gateways of the tenants: see <see cref="Directory"/>.</summary>
static class DirectoryApi
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static void MapDirectory(this IEndpointRouteBuilder app) =>
        app.MapGet(Directory.Path, Tell).Requires(Permission.Directory).ExcludeFromDescription();

    static async Task<IResult> Tell(long? after, TenantBook tenants, CancellationToken cancellation)
    {
        await tenants.Change(after ?? -1, Patience, cancellation);
        return tenants.Loaded
            ? TypedResults.Ok(new Directory(tenants.Version, [.. tenants.All.Select(Tenant)]))
            : Errors.Problem.Starting;
    }

    static DirectoryTenant Tenant(TenantView tenant) => new(
        tenant.Id.Value, tenant.Settings.Name, tenant.Settings.Hosts, tenant.Settings.Languages,
        new(tenant.Settings.Brand.Primary, tenant.Settings.Brand.Accent, tenant.Settings.Brand.Monogram),
        [.. tenant.Keys.Select(key => new DirectoryKey(key.Name, key.Hash, key.Scopes))],
        tenant.Settings.Budget.PerSecond, tenant.Settings.Budget.Concurrent);
}
