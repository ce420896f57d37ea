using System.Net;
using System.Security.Cryptography;

namespace Platform.LoadTests.Platforms;

/// <summary>One silo and one gateway as processes, without a cluster.</summary>
sealed class SiloAndGateway : IPlatform
{
    readonly ServerProcess silo;
    readonly ServerProcess gateway;

    SiloAndGateway(ServerProcess silo, ServerProcess gateway) => (this.silo, this.gateway) = (silo, gateway);

    public IPEndPoint Address => new(IPAddress.Loopback, gateway.Port);

    public IReadOnlyDictionary<string, int> Processes => new Dictionary<string, int> { ["gateway"] = gateway.ProcessId, ["silo"] = silo.ProcessId };

    /// <summary>Starts both.</summary>
    /// <param name="journal">The silo's journal settings, under <c>Journal</c>.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public static async Task<SiloAndGateway> Start(IReadOnlyDictionary<string, string> journal, CancellationToken cancellation)
    {
        var secret = RandomKey();
        var silo = await ServerProcess.Start("Silo", new Dictionary<string, string>(journal)
        {
            ["Edge:Secret"] = secret, ["Journal:MasterKey"] = RandomKey(), ["Journal:ClaimSecret"] = RandomKey(),
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

    public async Task KillAndRestart(CancellationToken cancellation)
    {
        await Kill();
        await Start(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await silo.DisposeAsync();
    }

    static string RandomKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
