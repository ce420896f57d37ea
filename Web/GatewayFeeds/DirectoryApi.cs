using Platform.Gateway.Contracts;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;
using Platform.Web.Problems;

namespace Platform.Web.GatewayFeeds;

/// <summary>Tells gateways of the tenants: see <see cref="TenantDirectory"/>.</summary>
static class DirectoryApi
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public static void MapDirectory(this IEndpointRouteBuilder app) =>
        app.MapGet(TenantDirectory.Path, Tell).RequireAuthorization(Permission.Directory).ExcludeFromDescription();

    static async Task<IResult> Tell(long? after, ITenantCache tenants, ILongPollShutdown shutdown, CancellationToken cancellation)
    {
        await tenants.WaitForChange(after ?? -1, Timeout, cancellation).WaitAsync(shutdown.LongPollsEnd).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return tenants.Loaded
            ? TypedResults.Ok(new TenantDirectory(tenants.Version, [.. tenants.All.Select(Tenant)]))
            : Problem.Starting;
    }

    static DirectoryTenant Tenant(TenantView tenant) => new(
        tenant.Id.Value, tenant.Settings.Name, tenant.Settings.Hosts, tenant.Settings.Languages,
        new(tenant.Settings.Brand.Primary, tenant.Settings.Brand.Accent, tenant.Settings.Brand.Monogram),
        [.. tenant.Keys.Select(key => new DirectoryKey(key.Name, key.Hash, key.Scopes))],
        tenant.Budget.PerSecond, tenant.Budget.Concurrent)
    {
        InCrisis = tenant.Crisis is not null,
        Maintenance = tenant.Closed is { } closed ? new(closed.Message is { } message ? ByLanguage(message) : new Dictionary<string, string>()) : null,
    };

    static Dictionary<string, string> ByLanguage(LocalText text) =>
        new[] { ("fr", text.Fr), ("en", text.En), ("de", text.De), ("lb", text.Lb) }
            .Where(said => said.Item2 is not null).ToDictionary(said => said.Item1, said => said.Item2!);
}
