using Platform.Gateway.Budgets;
using Platform.Gateway.Silos;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.Measuring;

/// <summary>What this gateway can tell of itself at any moment: counts since its start, and how things stand.</summary>
/// <remarks>Reading costs microseconds and no request waits for it. Rates and percentiles of a time are the difference of two readings.</remarks>
sealed class GatewayFigures(TenantTable tenants, SiloPool pool, Outsiders outsiders, Places places, TimeProvider clock)
{
    public DateTimeOffset Since { get; } = clock.GetUtcNow();

    public GatewayReading Read()
    {
        TenantReading[] each = [.. tenants.All.Select(tenant => new TenantReading(tenant.Told.Id, tenant.Tally.Read(), tenant.Budget.UnderWay))];
        return new(
            clock.GetUtcNow(), each.Aggregate(outsiders.Tally.Read(), (sum, one) => sum + one.Counts), each,
            [.. pool.All.Select(silo => new SiloReading(silo.Prefix, silo.Answers, silo.Draining, silo.Waiting))],
            places.UnderWay, places.Limit);
    }
}

/// <summary>A gateway as it stood.</summary>
/// <param name="At">When.</param>
/// <param name="Whole">All tenants, and the requests under hosts that are nobody's.</param>
/// <param name="Tenants">Each of them.</param>
/// <param name="Silos">Those it knows.</param>
/// <param name="UnderWay">Requests that are not answered yet.</param>
/// <param name="Limit">How many of them it lets in at the moment.</param>
sealed record GatewayReading(
    DateTimeOffset At, TallyReading Whole, IReadOnlyList<TenantReading> Tenants, IReadOnlyList<SiloReading> Silos, int UnderWay, int Limit);

/// <summary>A tenant at this gateway.</summary>
readonly record struct TenantReading(string Tenant, TallyReading Counts, int UnderWay);

/// <summary>A silo, as this gateway sees it.</summary>
readonly record struct SiloReading(string Address, bool Answers, bool Draining, int Waiting);

/// <summary>The requests under hosts that are nobody's.</summary>
sealed class Outsiders
{
    public Tally Tally { get; } = new();
}
