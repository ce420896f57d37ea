namespace Platform.Gateway;

/// <summary>Follows the directory of tenants.</summary>
sealed class DirectoryFollower(
    TenantTable table, SiloPool pool, SiloClient client, GatewaySettings settings, TimeProvider clock, ILogger<DirectoryFollower> log)
    : Following<Edge.Directory>(pool, client, settings, clock, log)
{
    protected override string Path => $"{Edge.Directory.Path}?after={table.Version ?? -1}";

    protected override void Follow(Edge.Directory told) => table.Follow(told);
}
