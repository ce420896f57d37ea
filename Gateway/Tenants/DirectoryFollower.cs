using Platform.Gateway.Contracts;
using Platform.Gateway.Silos;

namespace Platform.Gateway.Tenants;

/// <summary>Follows the directory of tenants.</summary>
sealed class DirectoryFollower(
    TenantTable table, SiloPool pool, SiloClient client, GatewaySettings settings, TimeProvider clock, ILogger<DirectoryFollower> log)
    : Following<TenantDirectory>(pool, client, settings, clock, log)
{
    protected override string Path => $"{TenantDirectory.Path}?after={table.Version ?? -1}";

    protected override void Follow(TenantDirectory told) => table.Follow(told);
}
