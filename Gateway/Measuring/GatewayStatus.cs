using Platform.Gateway.Budgets;
using Platform.Gateway.Silos;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.Measuring;

/// <summary>What this gateway can tell of itself at any moment: counts since its start, and how things stand.</summary>
/// <remarks>Reading costs microseconds and no request waits for it. Rates and percentiles of a time are the difference of two readings.</remarks>
sealed class GatewayStatus(TenantTable tenants, SiloPool pool, UnknownHostCounters outsiders, AdmissionControl places, TimeProvider clock)
{
    public DateTimeOffset Since { get; } = clock.GetUtcNow();

    public GatewaySnapshot Read()
    {
        TenantSnapshot[] each = [.. tenants.All.Select(tenant => new TenantSnapshot(tenant.Definition.Id, tenant.Counters.Read(), tenant.RateLimit.InFlight))];
        return new(
            clock.GetUtcNow(), each.Aggregate(outsiders.Counters.Read(), (sum, one) => sum + one.Counts), each,
            [.. pool.All.Select(silo => new SiloSnapshot(silo.Prefix, silo.IsHealthy, silo.Draining, silo.PendingRequests))],
            places.InFlight, places.Limit);
    }
}

/// <summary>A gateway as it stood.</summary>
/// <param name="At">When.</param>
/// <param name="Total">All tenants, and the requests under hosts that are nobody's.</param>
/// <param name="Tenants">Each of them.</param>
/// <param name="Silos">Those it knows.</param>
/// <param name="InFlight">Requests that are not answered yet.</param>
/// <param name="Limit">How many of them it lets in at the moment.</param>
sealed record GatewaySnapshot(
    DateTimeOffset At, RequestCounts Total, IReadOnlyList<TenantSnapshot> Tenants, IReadOnlyList<SiloSnapshot> Silos, int InFlight, int Limit);

/// <summary>A tenant at this gateway.</summary>
readonly record struct TenantSnapshot(string Tenant, RequestCounts Counts, int InFlight);

/// <summary>A silo, as this gateway sees it.</summary>
readonly record struct SiloSnapshot(string Address, bool IsHealthy, bool Draining, int PendingRequests);

/// <summary>The requests under hosts that are nobody's.</summary>
sealed class UnknownHostCounters
{
    public RequestCounters Counters { get; } = new();
}
