using Platform.Gateway.Tenants;

namespace Platform.Gateway;

/// <summary>How a gateway begins: its door opens when it knows whose hosts are whose, so that nobody who comes early is sent away. Where no silo
/// tells within the time, it opens all the same and says what is missing.</summary>
sealed class TenantsReadyGate(TenantTable tenants, TimeProvider clock) : IHostedService
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task StartAsync(CancellationToken cancellationToken) =>
        await tenants.Loaded.WaitAsync(Patience, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
