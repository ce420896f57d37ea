using Platform.Gateway.Contracts;
using Platform.Gateway.Destinations;

namespace Platform.Gateway.Tenants;

/// <summary>Follows the directory of tenants.</summary>
sealed class TenantDirectorySubscriber(
    TenantTable table, SiloPool pool, SiloControlClient client, TimeProvider clock, ILogger<TenantDirectorySubscriber> log)
    : LongPollClient<TenantDirectory>(pool, client, clock, log)
{
    protected override string Path => $"{TenantDirectory.Path}?after={table.Version ?? -1}";

    protected override void Apply(TenantDirectory response) => table.Update(response);
}
