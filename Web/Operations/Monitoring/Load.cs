using Platform.Gateway.Contracts.Operations;

namespace Platform.Web.Operations.Monitoring;

/// <summary>The load of the platform, or of one tenant, at a moment or over a while.</summary>
/// <param name="PerSecond">Requests answered a second, as gateways count them; as silos do where no gateway tells.</param>
/// <param name="ContactsPerSecond">Contacts that became durable a second; of the whole alone.</param>
/// <param name="P50Ms">Half of the answers took at most so long; several nodes weigh by what they answered.</param>
/// <param name="P99Ms">99 of 100 answers took at most so long, on the slowest node.</param>
/// <param name="Queue">Calls and appends that wait in the silos; of a tenant, its requests under way.</param>
/// <param name="Shed">Requests a second turned away because there were too many.</param>
/// <param name="Failed">Requests a second that failed for another reason of ours.</param>
/// <param name="SiloCores">Processor cores that the silos use together.</param>
readonly record struct Load(
    double PerSecond, double ContactsPerSecond, double P50Ms, double P99Ms, double Queue, double Shed, double Failed, double SiloCores)
{
    /// <summary>The whole, from what its nodes say.</summary>
    public static Load Of(IReadOnlyList<NodeStatus> nodes)
    {
        var edge = Edge(nodes);
        var silos = nodes.Live(NodeKinds.Silo);
        var perSecond = edge.Sum(node => node.PerSecond);
        return new(
            perSecond, silos.Sum(node => node.ContactsPerSecond),
            perSecond > 0 ? edge.Sum(node => node.P50Ms * node.PerSecond) / perSecond : 0,
            edge.Where(node => node.PerSecond > 0).Select(node => node.P99Ms).DefaultIfEmpty().Max(),
            silos.Sum(node => node.MailboxDepth + node.JournalQueue), nodes.Live().Sum(node => node.Shed), edge.Sum(node => node.Failed),
            silos.Sum(node => node.Cpu));
    }

    /// <summary>Each tenant's, by id.</summary>
    public static Dictionary<string, Load> PerTenant(IReadOnlyList<NodeStatus> nodes) => Edge(nodes).SelectMany(node => node.PerTenant)
        .GroupBy(told => told.Tenant, StringComparer.Ordinal)
        .ToDictionary(tenant => tenant.Key, tenant => new Load(
            tenant.Sum(told => told.PerSecond), 0, 0, tenant.Max(told => told.P99Ms), tenant.Sum(told => told.Queue), tenant.Sum(told => told.Shed), 0, 0),
            StringComparer.Ordinal);

    // What a citizen waits for is measured at the edge. Counting a request there and in its silo would count it twice.
    static IReadOnlyList<NodeStatus> Edge(IReadOnlyList<NodeStatus> nodes) =>
        nodes.Live(NodeKinds.Gateway) is { Count: > 0 } gateways ? gateways : nodes.Live(NodeKinds.Silo);
}

static class NodesOfBoard
{
    /// <summary>Those that were heard of lately, of a kind where one is given.</summary>
    public static IReadOnlyList<NodeStatus> Live(this IReadOnlyList<NodeStatus> nodes, string? kind = null) =>
        [.. nodes.Where(node => node.State is not NodeStates.Lost && (kind is null || node.Kind == kind))];
}
