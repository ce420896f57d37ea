using Platform.LoadTests.Environments;

namespace Platform.LoadTests.Platforms;

/// <summary>What a cluster is made of.</summary>
/// <param name="Silos">How many at first.</param>
/// <param name="Gateways">How many.</param>
sealed record ClusterPlan(int Silos, int Gateways)
{
    /// <summary>Where the silo of a number lives, from 0.</summary>
    public Func<int, Housing> SiloHousing { get; init; } = _ => Housing.Plain;

    /// <summary>Where the gateway of a number lives, from 0.</summary>
    public Func<int, Housing> GatewayHousing { get; init; } = _ => Housing.Plain;

    /// <summary>How the silo of a number reaches the database, from how one does plainly.</summary>
    public Func<int, string, string> Database { get; init; } = (_, plainly) => plainly;

    /// <summary>Where PostgreSQL keeps its files; null: in a folder of its own that goes with it.</summary>
    public string? DataFolder { get; init; }

    /// <summary>More of <c>postgresql.conf</c>.</summary>
    public string[] PostgresSettings { get; init; } = [];

    /// <summary>More settings of every silo.</summary>
    public IReadOnlyDictionary<string, string> SiloSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>More settings of every gateway.</summary>
    public IReadOnlyDictionary<string, string> GatewaySettings { get; init; } = new Dictionary<string, string>();
}
