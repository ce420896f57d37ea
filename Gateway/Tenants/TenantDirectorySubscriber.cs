using Platform.Gateway.Contracts;
using Platform.Gateway.Silos;

namespace Platform.Gateway.Tenants;

/// <summary>Follows the directory of tenants.</summary>
sealed class TenantDirectorySubscriber(
    TenantTable table, SiloPool pool, SiloClient client, GatewaySettings settings, TimeProvider clock, ILogger<TenantDirectorySubscriber> log)
    : LongPollClient<TenantDirectory>(pool, client, settings, clock, log)
{
    protected override string Path => $"{TenantDirectory.Path}?after={table.Version ?? -1}";

    protected override void Apply(TenantDirectory told) => table.Update(told);
}
