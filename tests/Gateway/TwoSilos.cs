using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Platform.Gateway.Destinations;

namespace Platform.Tests.Gateway;

/// <summary>A gateway before two silos.</summary>
sealed class TwoSilos : IAsyncDisposable
{
    const string Host = "saint-aubin.localhost";

    TwoSilos(GatewayUnderTest gateway, EchoSilo second) => (Gateway, Second) = (gateway, second);

    public GatewayUnderTest Gateway { get; }

    public EchoSilo First => Gateway.Silo;

    public EchoSilo Second { get; }

    public SiloPool Pool => Gateway.Services.GetRequiredService<SiloPool>();

    public static async Task<TwoSilos> Start(Dictionary<string, string?>? settings = null, bool listed = true)
    {
        var second = await EchoSilo.Start([EchoSilo.Tenant("saint-aubin")]);
        settings ??= [];
        if (listed)
            settings["Gateway:Silos:1"] = second.Address.ToString();
        var gateway = await GatewayUnderTest.Start([EchoSilo.Tenant("saint-aubin")], settings);
        return new(await gateway.Serves("saint-aubin"), second);
    }

    public Task<HttpResponseMessage> Posts(string path = "/api/echo", params (string, string)[] headers) =>
        Gateway.Ask(Host, path, HttpMethod.Post, new StringContent("{}"), headers);

    /// <summary>Sends so many changes at once, and gives their statuses.</summary>
    public async Task<HttpStatusCode[]> Post(int times) => await Task.WhenAll(Enumerable.Range(0, times).Select(async _ =>
    {
        using var response = await Posts();
        return response.StatusCode;
    }));

    public async ValueTask DisposeAsync()
    {
        await Second.DisposeAsync();
        await Gateway.DisposeAsync();
    }
}
