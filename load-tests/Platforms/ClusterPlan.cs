using Platform.LoadTests.Environments;

namespace Platform.LoadTests.Platforms;

/// <summary>The size of a cluster and how its processes are started.</summary>
/// <param name="Silos">How many silos at first.</param>
/// <param name="Gateways">How many gateways.</param>
sealed record ClusterPlan(int Silos, int Gateways)
{
    /// <summary>The environment of the silo with this number, from 0.</summary>
    public Func<int, ProcessEnvironment> SiloEnvironment { get; init; } = _ => ProcessEnvironment.Default;

    /// <summary>The environment of the gateway with this number, from 0.</summary>
    public Func<int, ProcessEnvironment> GatewayEnvironment { get; init; } = _ => ProcessEnvironment.Default;

    /// <summary>The connection string of the silo with this number, from the one that leads to PostgreSQL directly.</summary>
    public Func<int, string, string> DatabaseConnection { get; init; } = (_, direct) => direct;

    /// <summary>PostgreSQL's folder; null: a temporary one, deleted at the end.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Further lines of <c>postgresql.conf</c>.</summary>
    public string[] PostgresSettings { get; init; } = [];

    /// <summary>Further settings of every silo.</summary>
    public IReadOnlyDictionary<string, string> SiloSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>Further settings of every gateway.</summary>
    public IReadOnlyDictionary<string, string> GatewaySettings { get; init; } = new Dictionary<string, string>();
}
