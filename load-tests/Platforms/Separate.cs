using System.Net;
using System.Security.Cryptography;

namespace Platform.LoadTests.Platforms;

/// <summary>A silo and a gateway, each a process of its own, as in production.</summary>
sealed class Separate : IPlatform
{
    readonly ServerProcess silo;
    readonly ServerProcess gateway;

    Separate(ServerProcess silo, ServerProcess gateway) => (this.silo, this.gateway) = (silo, gateway);

    /// <inheritdoc/>
    public IPEndPoint Address => new(IPAddress.Loopback, gateway.Port);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> Processes => new Dictionary<string, int> { ["gateway"] = gateway.Id, ["silo"] = silo.Id };

    /// <summary>Starts both.</summary>
    /// <param name="journal">Where the silo keeps its journal: settings under <c>Journal</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<Separate> Start(IReadOnlyDictionary<string, string> journal, CancellationToken cancellation)
    {
        var secret = Random256();
        var silo = await ServerProcess.Start("Silo", new Dictionary<string, string>(journal)
        {
            ["Edge:Secret"] = secret, ["Journal:MasterKey"] = Random256(), ["Journal:ClaimSecret"] = Random256(),
            ["Demonstration:Tenants"] = "true", ["Measurement:Edge"] = "true",
        }, cancellation);
        try
        {
            var gateway = await ServerProcess.Start("Gateway", new Dictionary<string, string>
            {
                ["Edge:Secret"] = secret, ["Gateway:Silos:0"] = $"http://127.0.0.1:{silo.Port}", ["Gateway:AllowHttp"] = "true",
            }, cancellation);
            return new(silo, gateway);
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL to both.</summary>
    public async Task Kill()
    {
        await silo.Kill();
        await gateway.Kill();
    }

    /// <summary>Starts both again.</summary>
    public async Task Start(CancellationToken cancellation)
    {
        await silo.Start(cancellation);
        await gateway.Start(cancellation);
    }

    /// <inheritdoc/>
    public async Task KillAndRestart(CancellationToken cancellation)
    {
        await Kill();
        await Start(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await silo.DisposeAsync();
    }

    static string Random256() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
