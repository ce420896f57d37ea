namespace Platform.Gateway.Contracts.Operations;

/// <summary>The status that one node, a silo or a gateway, reports each second. No personal data: people appear by opaque ids alone.</summary>
/// <param name="Node">Its name, unique in the cluster and stable over restarts.</param>
/// <param name="Kind">One of <see cref="NodeKinds"/>.</param>
/// <param name="State">One of <see cref="NodeStates"/>.</param>
/// <param name="At">When it was sampled; read from the store, by the clock of the store.</param>
/// <param name="Since">When its process started.</param>
/// <param name="Version">Of the program.</param>
public sealed record NodeStatus(string Node, string Kind, string State, DateTimeOffset At, DateTimeOffset Since, string Version)
{
    /// <summary>The endpoint of a silo to which gateways post theirs, with a context of <see cref="Roles.Gateway"/>.</summary>
    public const string Path = "/edge/figures";

    /// <summary>The address it listens on, or null.</summary>
    public string? Address { get; init; }

    /// <summary>Processor cores it used in the last second; 0.5 is half of one.</summary>
    public double Cpu { get; init; }

    /// <summary>Memory of the process.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Activated grains.</summary>
    public long Activations { get; init; }

    /// <summary>Grain calls that wait or run; in a gateway, requests in flight.</summary>
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

    /// <summary>Requests a second that load shedding refused: 429, and 503 of a gateway that is full.</summary>
    public double Shed { get; init; }

    /// <summary>Requests a second that failed otherwise: 5xx.</summary>
    public double Failed { get; init; }

    /// <summary>Appends that travelled in one transaction, the mean of the last second.</summary>
    public double AppendBatch { get; init; }

    /// <summary>Milliseconds of one such transaction, the mean of the last second.</summary>
    public double CommitMs { get; init; }

    /// <summary>The lag behind the journal, in seconds, of each projection that this node runs.</summary>
    public IReadOnlyDictionary<string, double> FollowerLag { get; init; } = new Dictionary<string, double>();

    /// <summary>Overdue deadlines of the whole platform.</summary>
    public long DeadlinesLate { get; init; }

    /// <summary>One round trip to the database in milliseconds.</summary>
    public double DatabaseMs { get; init; }

    /// <summary>The load of each tenant that had requests in the last ten seconds.</summary>
    public IReadOnlyList<TenantLoad> PerTenant { get; init; } = [];

    /// <summary>The busiest grains, the busiest first.</summary>
    public IReadOnlyList<HotGrain> Hottest { get; init; } = [];
}

/// <summary>The load of one tenant on one node.</summary>
/// <param name="Tenant">Which.</param>
/// <param name="PerSecond">Requests answered in the last second.</param>
/// <param name="P99Ms">Of the last ten seconds.</param>
/// <param name="Queue">Requests in flight.</param>
/// <param name="Shed">Requests a second that load shedding refused.</param>
public sealed record TenantLoad(string Tenant, double PerSecond, double P99Ms, long Queue, double Shed);

/// <summary>One busy grain.</summary>
/// <param name="Kind">Of grain: <c>citizen</c>, <c>request</c>, <c>tenant</c>.</param>
/// <param name="Id">Its opaque key, the tenant in front.</param>
/// <param name="PerSecond">Calls a second, estimated.</param>
public sealed record HotGrain(string Kind, string Id, double PerSecond);

/// <summary>The kinds of nodes.</summary>
public static class NodeKinds
{
    /// <summary>A host of grains.</summary>
    public const string Silo = "silo";

    /// <summary>A gateway.</summary>
    public const string Gateway = "gateway";
}

/// <summary>The state of a node.</summary>
public static class NodeStates
{
    /// <summary>Not ready yet.</summary>
    public const string Starting = "starting";

    /// <summary>Takes requests.</summary>
    public const string Serving = "serving";

    /// <summary>Finishes the requests it has, and takes no new ones.</summary>
    public const string Draining = "draining";

    /// <summary>Runs and cannot serve: its database is unreachable, or no silo answers it.</summary>
    public const string Unavailable = "unwell";

    /// <summary>Has not reported for ten seconds. Never reported by a node itself.</summary>
    public const string Lost = "lost";
}
