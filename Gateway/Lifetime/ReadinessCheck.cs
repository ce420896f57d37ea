using Microsoft.Extensions.Diagnostics.HealthChecks;
using Platform.Gateway.Destinations;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.Lifetime;

/// <summary>Whether this gateway can serve, or in a sentence why not.</summary>
sealed class ReadinessCheck(TenantTable tenants, SiloPool pool, GracefulShutdown shutdown) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        shutdown.IsShuttingDown ? HealthCheckResult.Unhealthy("The gateway is leaving.")
        : !pool.All.Any(silo => silo.IsHealthy) ? HealthCheckResult.Unhealthy("No silo answers.")
        : !tenants.IsReady ? HealthCheckResult.Unhealthy("The directory of tenants is not read yet.")
        : HealthCheckResult.Healthy("Ready."));
}
