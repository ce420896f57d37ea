using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Platform.LoadTests.Environments;
using Platform.LoadTests.Platforms.Postgres;

namespace Platform.LoadTests.Platforms;

/// <summary>Silos and gateways as processes of their own, on a PostgreSQL of their own, as in production.</summary>
sealed class ClusterOnPostgres : IPlatform
{
    readonly ClusterPlan plan;
    readonly TemporaryPostgres postgres;
    readonly string secret = Random256();
    readonly string master = Random256();
    readonly string claims = Random256();
    readonly List<ServerProcess> silos = [];
    readonly List<ServerProcess> gateways = [];
    int numbered;

    ClusterOnPostgres(ClusterPlan plan, TemporaryPostgres postgres) => (this.plan, this.postgres) = (plan, postgres);

    /// <inheritdoc/>
    public IPEndPoint Address => gateways[0].Address;

    /// <inheritdoc/>
    public IReadOnlyList<IPEndPoint> Addresses => [.. gateways.Select(gateway => gateway.Address)];

    /// <summary>The database beneath, where another one may be made beside it.</summary>
    public TemporaryPostgres Postgres => postgres;

    /// <summary>The silos, in the order they came.</summary>
    public IReadOnlyList<ServerProcess> Silos => silos;

    /// <summary>The gateways.</summary>
    public IReadOnlyList<ServerProcess> Gateways => gateways;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> Processes => new Dictionary<string, int>(
        silos.Select((silo, at) => KeyValuePair.Create(silos.Count == 1 ? "silo" : $"silo{at}", silo.Id))
            .Concat(gateways.Select((gateway, at) => KeyValuePair.Create(gateways.Count == 1 ? "gateway" : $"gateway{at}", gateway.Id))))
    {
        ["postgres"] = int.Parse(File.ReadLines(Path.Combine(postgres.DataFolder, "postmaster.pid")).First(), CultureInfo.InvariantCulture),
    };

    /// <summary>Starts all of it, and waits until every tenant of the demonstration is served.</summary>
    public static async Task<ClusterOnPostgres> Start(ClusterPlan plan, CancellationToken cancellation)
    {
        var cluster = new ClusterOnPostgres(plan, await TemporaryPostgres.StartDeployed(plan.DataFolder, plan.PostgresSettings));
        try
        {
            // The first one alone: it makes the tables and the tenants.
            await cluster.AddSilo(cancellation);
            await Task.WhenAll(Enumerable.Range(1, plan.Silos - 1).Select(_ => cluster.AddSilo(cancellation)));
            await Task.WhenAll(Enumerable.Range(0, plan.Gateways).Select(at => cluster.AddGateway(at, cancellation)));
            await PlatformFactory.Knows(cluster.Address, cancellation);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>One more silo.</summary>
    public async Task AddSilo(CancellationToken cancellation)
    {
        int number;
        lock (silos) number = numbered++;
        var housing = plan.SiloHousing(number);
        var silo = await ServerProcess.Start("Silo", new Dictionary<string, string>(plan.SiloSettings)
        {
            ["Journal:Provider"] = "Postgres", ["Journal:ConnectionString"] = plan.Database(number, postgres.ConnectionString),
            ["Journal:MasterKey"] = master, ["Journal:ClaimSecret"] = claims, ["Edge:Secret"] = secret,
            ["Cluster:Provider"] = "Postgres", ["Cluster:Name"] = $"silo-{number}", ["Cluster:Address"] = $"{housing.Address}",
            ["Cluster:SiloPort"] = $"{FreePort.Take()}", ["Demonstration:Tenants"] = "true", ["Measurement:Edge"] = "true",
        }, cancellation, housing: housing);
        lock (silos) silos.Add(silo);
    }

    async Task AddGateway(int number, CancellationToken cancellation)
    {
        var settings = new Dictionary<string, string>(plan.GatewaySettings)
        {
            ["Gateway:Name"] = $"gateway-{number}", ["Edge:Secret"] = secret, ["Gateway:AllowHttp"] = "true", ["SignIn:Demonstration"] = "true",
        };
        for (var at = 0; at < silos.Count; at++) settings[$"Gateway:Silos:{at}"] = $"http://{silos[at].Address}";
        var gateway = await ServerProcess.Start("Gateway", settings, cancellation, housing: plan.GatewayHousing(number));
        lock (gateways) gateways.Add(gateway);
    }

    /// <summary>SIGKILL to every process of it, the database too.</summary>
    public async Task Kill()
    {
        await Task.WhenAll(silos.Concat(gateways).Where(server => server.Lives).Select(server => server.Kill()));
        await postgres.Kill();
    }

    /// <summary>Starts everything again on what is there.</summary>
    public async Task StartAgain(CancellationToken cancellation)
    {
        await postgres.Restart();
        await Task.WhenAll(silos.Select(silo => silo.Start(cancellation)));
        await Task.WhenAll(gateways.Select(gateway => gateway.Start(cancellation)));
    }

    /// <inheritdoc/>
    public async Task KillAndRestart(CancellationToken cancellation)
    {
        await Kill();
        await StartAgain(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in gateways) await gateway.DisposeAsync();
        await Task.WhenAll(silos.Select(silo => silo.DisposeAsync().AsTask()));
        await postgres.DisposeAsync();
    }

    static string Random256() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
