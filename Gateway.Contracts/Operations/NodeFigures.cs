namespace Platform.Gateway.Contracts.Operations;

/// <summary>What one node, a silo or a gateway, says of itself each second. No personal datum: people stand in it by opaque ids alone.</summary>
/// <param name="Node">Its name, one for ever in the cluster.</param>
/// <param name="Kind">One of <see cref="NodeKinds"/>.</param>
/// <param name="State">One of <see cref="NodeStates"/>.</param>
/// <param name="At">When; on a board, by the clock of the board.</param>
/// <param name="Since">When its process began.</param>
/// <param name="Version">Of the program.</param>
public sealed record NodeFigures(string Node, string Kind, string State, DateTimeOffset At, DateTimeOffset Since, string Version)
{
    /// <summary>Where gateways post theirs, with a context of <see cref="Roles.Gateway"/>.</summary>
    public const string Path = "/edge/figures";

    /// <summary>Where it is reached, or null.</summary>
    public string? Address { get; init; }

    /// <summary>Processor cores it used in the last second; 0.5 is half of one.</summary>
    public double Cpu { get; init; }

    /// <summary>Memory of the process.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Grains in its memory.</summary>
    public long Activations { get; init; }

    /// <summary>Calls that wait or run in its grains; in a gateway, requests under way.</summary>
    public long MailboxDepth { get; init; }

    /// <summary>Appends that wait for a transaction.</summary>
    public long JournalQueue { get; init; }

    /// <summary>Requests answered in the last second.</summary>
    public double PerSecond { get; init; }

    /// <summary>Contacts that became durable in the last second.</summary>
    public double ContactsPerSecond { get; init; }

    /// <summary>Half of the requests of the last ten seconds were answered within these milliseconds.</summary>
    public double P50Ms { get; init; }

    /// <summary>99 of 100 requests of the last ten seconds were answered within these milliseconds.</summary>
    public double P99Ms { get; init; }

    /// <summary>Requests a second turned away because there were too many: 429, and 503 of a gateway that is full.</summary>
    public double Shed { get; init; }

    /// <summary>Requests a second that failed for another reason of ours: 5xx.</summary>
    public double Failed { get; init; }

    /// <summary>Appends that travelled in one transaction, the mean of the last second.</summary>
    public double AppendBatch { get; init; }

    /// <summary>Milliseconds of one such transaction, the mean of the last second.</summary>
    public double CommitMs { get; init; }

    /// <summary>How many seconds each follower that this node runs is behind the journal.</summary>
    public IReadOnlyDictionary<string, double> FollowerLag { get; init; } = new Dictionary<string, double>();

    /// <summary>Deadlines of the whole platform that should have been kept by now.</summary>
    public long DeadlinesLate { get; init; }

    /// <summary>One round trip to the database in milliseconds.</summary>
    public double DatabaseMs { get; init; }

    /// <summary>The same by tenant: those with requests in the last ten seconds.</summary>
    public IReadOnlyList<TenantFigures> PerTenant { get; init; } = [];

    /// <summary>The busiest grains, the first the busiest.</summary>
    public IReadOnlyList<HotGrain> Hottest { get; init; } = [];
}

/// <summary>One tenant on one node.</summary>
/// <param name="Tenant">Which.</param>
/// <param name="PerSecond">Requests answered in the last second.</param>
/// <param name="P99Ms">Of the last ten seconds.</param>
/// <param name="Queue">Requests under way.</param>
/// <param name="Shed">Requests a second turned away.</param>
public sealed record TenantFigures(string Tenant, double PerSecond, double P99Ms, long Queue, double Shed);

/// <summary>One busy grain.</summary>
/// <param name="Kind">Of grain: <c>citizen</c>, <c>request</c>, <c>tenant</c>.</param>
/// <param name="Id">Its opaque key, the tenant in front.</param>
/// <param name="PerSecond">Calls a second, estimated.</param>
public sealed record HotGrain(string Kind, string Id, double PerSecond);

/// <summary>The sorts of nodes.</summary>
public static class NodeKinds
{
    /// <summary>A host of grains.</summary>
    public const string Silo = "silo";

    /// <summary>The edge.</summary>
    public const string Gateway = "gateway";
}

/// <summary>What a node is at.</summary>
public static class NodeStates
{
    /// <summary>It is not ready yet.</summary>
    public const string Starting = "starting";

    /// <summary>It takes requests.</summary>
    public const string Serving = "serving";

    /// <summary>It finishes what it has, and takes no more.</summary>
    public const string Draining = "draining";

    /// <summary>It runs, and cannot serve: its database is away, or no silo answers it.</summary>
    public const string Unwell = "unwell";

    /// <summary>It was not heard of for ten seconds. Never said by a node, only of one.</summary>
    public const string Lost = "lost";
}
