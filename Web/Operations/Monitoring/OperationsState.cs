using Platform.Gateway.Contracts.Operations;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Operations;
using Platform.Grains.Interfaces.Tenants;

namespace Platform.Web.Operations.Monitoring;

/// <summary>Everything that the console shows, and that the API tells.</summary>
/// <param name="Seen">The board, and the advice.</param>
/// <param name="Now">The load just now: of the whole, or of the tenant that was asked for.</param>
/// <param name="Spans">Its last fifteen minutes, the oldest first.</param>
/// <param name="Tenants">Every tenant, the busiest first.</param>
/// <param name="Hottest">The busiest grains of all silos, by opaque id.</param>
/// <param name="Letters">The newest dead letters.</param>
/// <param name="Waiting">Letters that wait, in all.</param>
/// <param name="Orders">The newest orders.</param>
/// <param name="Concerns">What an operator should know of.</param>
sealed record OperationsState(
    ClusterSnapshot Seen, Load Now, IReadOnlyList<LoadSpan> Spans, IReadOnlyList<TenantStatus> Tenants, IReadOnlyList<HotGrain> Hottest,
    IReadOnlyList<DeadLetter> Letters, long Waiting, IReadOnlyList<OperatorCommand> Orders, IReadOnlyList<Alert> Concerns)
{
    /// <summary>The worst of the concerns; null where all is well.</summary>
    public Severity? Worst => Concerns.FirstOrDefault()?.Weight;
}

/// <summary>One tenant.</summary>
/// <param name="Id">Which.</param>
/// <param name="Name">As the public reads it.</param>
/// <param name="Now">Its load just now.</param>
/// <param name="Quarter">Over fifteen minutes: mean rates, worst delay and queue.</param>
/// <param name="PerSecond">The requests a second that it may take now.</param>
/// <param name="ClosedSince">Its site is closed since, or null.</param>
/// <param name="CrisisSince">In a crisis since, or null.</param>
/// <param name="Factor">By which its budget is raised; 1 in quiet times.</param>
sealed record TenantStatus(
    string Id, string Name, Load Now, Load Quarter, int PerSecond, DateTimeOffset? ClosedSince, DateTimeOffset? CrisisSince, int Factor);

/// <summary>Puts the state together.</summary>
sealed class OperationsReader(ClusterMonitor watch, IDeadLetters letters, IOperatorCommandStore orders, ITenantCache tenants)
{
    const int MostShown = 50;
    const int Busiest = 10;

    /// <summary>The state now; a database that is away leaves what was seen before.</summary>
    public async Task<OperationsState> Read(string? tenant, CancellationToken cancellation)
    {
        var seen = watch.Seen;
        var perTenant = Load.PerTenant(seen.Nodes);
        var whole = Load.Of(seen.Nodes);
        var all = tenants.All.Select(view => State(view, perTenant.GetValueOrDefault(view.Id.Value)))
            .OrderByDescending(one => one.Now.PerSecond).ThenByDescending(one => one.Quarter.PerSecond).ThenBy(one => one.Name, StringComparer.Ordinal).ToList();
        var hottest = seen.Nodes.Live(NodeKinds.Silo).SelectMany(node => node.Hottest).OrderByDescending(grain => grain.PerSecond).Take(Busiest).ToList();
        var (some, waiting, given) = await Kept(cancellation);
        return new(
            seen, tenant is null ? whole : perTenant.GetValueOrDefault(tenant), watch.History.Read(tenant), all, hottest, some, waiting, given,
            Monitoring.Alerts.Of(seen, whole, all, waiting));
    }

    async Task<(IReadOnlyList<DeadLetter>, long, IReadOnlyList<OperatorCommand>)> Kept(CancellationToken cancellation)
    {
        if (watch.Seen.Away)
            return ([], 0, []);
        try
        {
            return (await letters.List(null, MostShown, cancellation), await letters.Waiting(cancellation), await orders.Newest(MostShown, cancellation));
        }
        catch (JournalUnavailableException)
        {
            // The next look says that the database is away.
            return ([], 0, []);
        }
    }

    TenantStatus State(TenantView view, Load now) => new(
        view.Id.Value, view.Settings.Name, now, watch.History.Quarter(view.Id.Value), view.Budget.PerSecond, view.Closed?.Since, view.Crisis?.Since,
        view.Crisis?.Factor ?? 1);
}
