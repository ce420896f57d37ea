using Platform.Gateway.Contracts.Operations;

namespace Platform.Silo.Operations;

/// <summary>Something that an operator should know of, the worst first.</summary>
/// <param name="Weight">How much.</param>
/// <param name="Key">Of its words: <c>concern.KEY</c>, and <c>concern.KEY-do</c> what to do.</param>
/// <param name="About">What the words name: a node, a tenant, a number.</param>
/// <param name="Place">Where on the page it is shown.</param>
sealed record Concern(Weight Weight, string Key, object About, string Place)
{
    /// <summary>What the words name, for programs.</summary>
    public string Named => Convert.ToString(About, System.Globalization.CultureInfo.InvariantCulture)!;
}

/// <summary>How much a concern weighs.</summary>
enum Weight
{
    /// <summary>Citizens notice: act now.</summary>
    Now,

    /// <summary>It will hurt if nothing is done.</summary>
    Soon,

    /// <summary>So ordered, or so planned: not to be forgotten.</summary>
    Known,
}

/// <summary>Reads the figures as an operator would at three in the morning.</summary>
static class Concerns
{
    const double SlowMs = 500;
    const double LateFollowerSeconds = 30;
    const double SlowDatabaseMs = 20;

    /// <summary>The concerns, the worst first.</summary>
    public static IReadOnlyList<Concern> Of(Seen seen, Load load, IReadOnlyList<TenantState> tenants, long letters)
    {
        var found = new List<Concern>();
        void Say(bool so, Weight weight, string key, object about, string place)
        {
            if (so)
                found.Add(new(weight, key, about, place));
        }
        Say(seen.Away, Weight.Now, "database-away", "", "nodes");
        Say(!seen.Away && seen.Nodes.Live().Count == 0, Weight.Soon, "no-figures", "", "nodes");
        var silos = seen.Nodes.Live(NodeKinds.Silo);
        foreach (var node in seen.Nodes)
        {
            // Where enough others serve, nobody needs to be woken for it: it stands there until it is forgotten.
            Say(node.State is NodeStates.Lost, node.Kind is NodeKinds.Silo && silos.Count >= seen.Advice.Recommended ? Weight.Soon : Weight.Now, "lost", node.Node, "nodes");
            Say(node.State is NodeStates.Unwell, Weight.Now, "unwell", node.Node, "nodes");
            Say(node.State is NodeStates.Draining, Weight.Known, "draining", node.Node, "nodes");
            foreach (var (follower, lag) in node.FollowerLag)
                Say(lag >= LateFollowerSeconds, Weight.Soon, "follower", follower, "behind");
        }
        Say(load.Failed >= 0.1, Weight.Now, "failing", Math.Round(load.Failed, 1), "load");
        Say(load.Shed >= 0.1, Weight.Now, "shedding", Math.Round(load.Shed, 1), "load");
        Say(load.P99Ms >= SlowMs, Weight.Soon, "slow", Math.Round(load.P99Ms), "load");
        Say(silos.Select(node => node.DatabaseMs).DefaultIfEmpty().Max() >= SlowDatabaseMs, Weight.Soon, "slow-database", "", "behind");
        Say(silos.Count > 0 && silos.Count < seen.Advice.ForPresent, Weight.Now, "too-few-silos", seen.Advice.Recommended, "advice");
        Say(silos.Count >= seen.Advice.ForPresent && silos.Count < seen.Advice.Recommended && silos.Count > 0, Weight.Soon, "fewer-silos", seen.Advice.Recommended, "advice");
        Say(seen.Late > 0, Weight.Soon, "deadlines", seen.Late, "behind");
        Say(letters > 0, Weight.Soon, "letters", letters, "letters");
        foreach (var tenant in tenants)
        {
            Say(tenant.ClosedSince is not null, Weight.Known, "closed", tenant.Name, "tenants");
            Say(tenant.CrisisSince is not null, Weight.Known, "crisis", tenant.Name, "tenants");
        }
        return [.. found.DistinctBy(concern => (concern.Key, concern.About)).OrderBy(concern => concern.Weight)];
    }
}
