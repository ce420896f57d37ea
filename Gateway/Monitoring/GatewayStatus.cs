using Platform.Gateway.Admission;
using Platform.Gateway.Destinations;
using Platform.Gateway.Telemetry;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.Monitoring;

/// <summary>The counters and gauges of this gateway at any moment; rates and percentiles are the difference of two snapshots.</summary>
/// <remarks>A snapshot costs microseconds, and no request waits for it.</remarks>
sealed class GatewayStatus(TenantTable tenants, SiloPool pool, UnknownHostCounters unknownHosts, AdmissionControl admission, TimeProvider clock)
{
    public DateTimeOffset Since { get; } = clock.GetUtcNow();

    public GatewaySnapshot Read()
    {
        TenantSnapshot[] each =
            [.. tenants.All.Select(tenant => new TenantSnapshot(tenant.Definition.Id, tenant.Counters.Read(), tenant.RateLimit.InFlight))];
        return new(
            clock.GetUtcNow(), each.Aggregate(unknownHosts.Counters.Read(), (sum, tenant) => sum + tenant.Counts), each,
            [.. pool.All.Select(silo => new SiloSnapshot(silo.Prefix, silo.IsHealthy, silo.Draining, silo.PendingRequests))],
            admission.InFlight, admission.Limit);
    }
}

/// <summary>A gateway at one moment.</summary>
/// <param name="At">When.</param>
/// <param name="Total">The counts of all tenants and of unknown hosts.</param>
/// <param name="Tenants">Each tenant.</param>
/// <param name="Silos">The known ones.</param>
/// <param name="InFlight">Requests without a response yet.</param>
/// <param name="Limit">The current limit of requests in flight.</param>
sealed record GatewaySnapshot(
    DateTimeOffset At, RequestCounts Total, IReadOnlyList<TenantSnapshot> Tenants, IReadOnlyList<SiloSnapshot> Silos, int InFlight, int Limit);

/// <summary>A tenant at this gateway.</summary>
readonly record struct TenantSnapshot(string Tenant, RequestCounts Counts, int InFlight);

/// <summary>A silo as this gateway sees it.</summary>
readonly record struct SiloSnapshot(string Address, bool IsHealthy, bool Draining, int PendingRequests);
