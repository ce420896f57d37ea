using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Platform.LoadTests.Environments;
using Platform.LoadTests.Platforms.Postgres;

namespace Platform.LoadTests.Platforms;

/// <summary>Silos and gateways as processes of their own on a temporary PostgreSQL, as in production.</summary>
sealed class ClusterOnPostgres : IPlatform
{
    readonly ClusterPlan plan;
    readonly TemporaryPostgres postgres;
    readonly string secret = RandomKey();
    readonly string masterKey = RandomKey();
    readonly string claimSecret = RandomKey();
    readonly List<ServerProcess> silos = [];
    readonly List<ServerProcess> gateways = [];
    readonly Dictionary<ServerProcess, int> siloNumbers = [];
    int nextSiloNumber;

    ClusterOnPostgres(ClusterPlan plan, TemporaryPostgres postgres) => (this.plan, this.postgres) = (plan, postgres);

    public IPEndPoint Address => gateways[0].Address;

    public IReadOnlyList<IPEndPoint> Addresses => [.. gateways.Select(gateway => gateway.Address)];

    /// <summary>Its database server, where journeys may create further databases.</summary>
    public TemporaryPostgres Postgres => postgres;

    /// <summary>The silos, in the order they were started.</summary>
    public IReadOnlyList<ServerProcess> Silos => silos;

    public IReadOnlyList<ServerProcess> Gateways => gateways;

    public IReadOnlyDictionary<string, int> Processes => new Dictionary<string, int>(
        silos.Select((silo, at) => KeyValuePair.Create(silos.Count == 1 ? "silo" : $"silo{at}", silo.ProcessId))
            .Concat(gateways.Select((gateway, at) => KeyValuePair.Create(gateways.Count == 1 ? "gateway" : $"gateway{at}", gateway.ProcessId))))
    {
        ["postgres"] = int.Parse(File.ReadLines(Path.Combine(postgres.DataFolder, "postmaster.pid")).First(), CultureInfo.InvariantCulture),
    };

    /// <summary>Starts all of it, and waits until every demonstration tenant is served.</summary>
    public static async Task<ClusterOnPostgres> Start(ClusterPlan plan, CancellationToken cancellation)
    {
        var cluster = new ClusterOnPostgres(plan, await TemporaryPostgres.StartDeployed(plan.DataFolder, plan.PostgresSettings));
        try
        {
            // The first silo alone: it creates the tables and the tenants.
            await cluster.AddSilo(cancellation);
            await Task.WhenAll(Enumerable.Range(1, plan.Silos - 1).Select(_ => cluster.AddSilo(cancellation)));
            await Task.WhenAll(Enumerable.Range(0, plan.Gateways).Select(at => cluster.AddGateway(at, cancellation)));
            await PlatformFactory.WaitUntilTenantsServed(cluster.Address, cancellation);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>A silo's number in the plan, from 0.</summary>
    public int NumberOf(ServerProcess silo) => siloNumbers[silo];

    /// <summary>Starts one more silo.</summary>
    public async Task AddSilo(CancellationToken cancellation)
    {
        int number;
        lock (silos) number = nextSiloNumber++;
        var environment = plan.SiloEnvironment(number);
        var silo = await ServerProcess.Start("Silo", new Dictionary<string, string>(plan.SiloSettings)
        {
            ["Journal:Provider"] = "Postgres", ["Journal:ConnectionString"] = plan.DatabaseConnection(number, postgres.ConnectionString),
            ["Journal:MasterKey"] = masterKey, ["Journal:ClaimSecret"] = claimSecret, ["Edge:Secret"] = secret,
            ["Cluster:Provider"] = "Postgres", ["Cluster:Name"] = $"silo-{number}", ["Cluster:Address"] = $"{environment.Address}",
            ["Cluster:SiloPort"] = $"{FreePort.Take()}", ["Demonstration:Tenants"] = "true", ["Measurement:Edge"] = "true",
        }, cancellation, environment: environment, name: $"silo-{number}");
        lock (silos)
        {
            silos.Add(silo);
            siloNumbers.Add(silo, number);
        }
    }

    async Task AddGateway(int number, CancellationToken cancellation)
    {
        var settings = new Dictionary<string, string>(plan.GatewaySettings)
        {
            ["Gateway:Name"] = $"gateway-{number}", ["Edge:Secret"] = secret, ["Gateway:AllowHttp"] = "true", ["SignIn:Demonstration"] = "true",
        };
        for (var at = 0; at < silos.Count; at++) settings[$"Gateway:Silos:{at}"] = $"http://{silos[at].Address}";
        var gateway = await ServerProcess.Start("Gateway", settings, cancellation, environment: plan.GatewayEnvironment(number), name: $"gateway-{number}");
        lock (gateways) gateways.Add(gateway);
    }

    /// <summary>SIGKILL to every process, including the database.</summary>
    public async Task Kill()
    {
        await Task.WhenAll(silos.Concat(gateways).Select(server => server.Kill()));
        await postgres.Kill();
    }

    /// <summary>Starts every process again on the same data.</summary>
    public async Task StartAgain(CancellationToken cancellation)
    {
        await postgres.Restart();
        await Task.WhenAll(silos.Select(silo => silo.Start(cancellation)));
        await Task.WhenAll(gateways.Select(gateway => gateway.Start(cancellation)));
    }

    public async Task KillAndRestart(CancellationToken cancellation)
    {
        await Kill();
        await StartAgain(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in gateways) await gateway.DisposeAsync();
        await Task.WhenAll(silos.Select(silo => silo.DisposeAsync().AsTask()));
        await postgres.DisposeAsync();
    }

    static string RandomKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
