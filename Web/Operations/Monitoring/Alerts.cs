using Platform.Gateway.Contracts.Operations;

namespace Platform.Web.Operations.Monitoring;

/// <summary>Something that an operator should know of, the worst first.</summary>
/// <param name="Weight">Its severity.</param>
/// <param name="Key">Of its words: <c>concern.KEY</c>, and <c>concern.KEY-do</c> what to do.</param>
/// <param name="About">What the words name: a node, a tenant, a number.</param>
/// <param name="Place">Where on the page it is shown.</param>
sealed record Alert(Severity Weight, string Key, object About, string Place)
{
    /// <summary>What the words name, for programs.</summary>
    public string Named => Convert.ToString(About, System.Globalization.CultureInfo.InvariantCulture)!;
}

/// <summary>How much a concern weighs.</summary>
enum Severity
{
    /// <summary>Citizens notice: act now.</summary>
    Now,

    /// <summary>It will hurt if nothing is done.</summary>
    Soon,

    /// <summary>So ordered, or so planned: not to be forgotten.</summary>
    Known,
}

/// <summary>Reads the figures as an operator would at three in the morning.</summary>
static class Alerts
{
    const double SlowMs = 500;
    const double LateFollowerSeconds = 30;
    const double SlowDatabaseMs = 20;

    /// <summary>The concerns, the worst first.</summary>
    public static IReadOnlyList<Alert> Of(ClusterSnapshot seen, Load load, IReadOnlyList<TenantStatus> tenants, long letters)
    {
        var found = new List<Alert>();
        void Say(bool so, Severity weight, string key, object about, string place)
        {
            if (so)
                found.Add(new(weight, key, about, place));
        }
        Say(seen.Away, Severity.Now, "database-away", "", "nodes");
        Say(!seen.Away && seen.Nodes.Live().Count == 0, Severity.Soon, "no-figures", "", "nodes");
        var silos = seen.Nodes.Live(NodeKinds.Silo);
        foreach (var node in seen.Nodes)
        {
            // Where enough others serve, nobody needs to be woken for it: it stands there until it is forgotten.
            Say(node.State is NodeStates.Lost, node.Kind is NodeKinds.Silo && silos.Count >= seen.Advice.Recommended ? Severity.Soon : Severity.Now, "lost", node.Node, "nodes");
            Say(node.State is NodeStates.Unavailable, Severity.Now, "unwell", node.Node, "nodes");
            Say(node.State is NodeStates.Draining, Severity.Known, "draining", node.Node, "nodes");
            foreach (var (follower, lag) in node.FollowerLag)
                Say(lag >= LateFollowerSeconds, Severity.Soon, "follower", follower, "lag");
        }
        Say(load.Failed >= 0.1, Severity.Now, "failing", Math.Round(load.Failed, 1), "load");
        Say(load.Shed >= 0.1, Severity.Now, "shedding", Math.Round(load.Shed, 1), "load");
        Say(load.P99Ms >= SlowMs, Severity.Soon, "slow", Math.Round(load.P99Ms), "load");
        Say(silos.Select(node => node.DatabaseMs).DefaultIfEmpty().Max() >= SlowDatabaseMs, Severity.Soon, "slow-database", "", "lag");
        Say(silos.Count > 0 && silos.Count < seen.Advice.ForPresent, Severity.Now, "too-few-silos", seen.Advice.Recommended, "advice");
        Say(silos.Count >= seen.Advice.ForPresent && silos.Count < seen.Advice.Recommended && silos.Count > 0, Severity.Soon, "fewer-silos", seen.Advice.Recommended, "advice");
        Say(seen.Late > 0, Severity.Soon, "deadlines", seen.Late, "lag");
        Say(letters > 0, Severity.Soon, "letters", letters, "dead-letters");
        foreach (var tenant in tenants)
        {
            Say(tenant.ClosedSince is not null, Severity.Known, "closed", tenant.Name, "tenants");
            Say(tenant.CrisisSince is not null, Severity.Known, "crisis", tenant.Name, "tenants");
        }
        return [.. found.DistinctBy(concern => (concern.Key, concern.About)).OrderBy(concern => concern.Weight)];
    }
}
