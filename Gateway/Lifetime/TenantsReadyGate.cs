using Platform.Gateway.Tenants;

namespace Platform.Gateway.Lifetime;

/// <summary>Delays the start of the server until the tenant directory is loaded, so that early requests are not refused. After the timeout the
/// server starts all the same, and its health check says what is missing.</summary>
sealed class TenantsReadyGate(TenantTable tenants, TimeProvider clock) : IHostedService
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    public async Task StartAsync(CancellationToken cancellationToken) =>
        await tenants.Loaded.WaitAsync(Timeout, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
