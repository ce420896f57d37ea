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

    public static async Task<TwoSilos> Start(Dictionary<string, string?>? settings = null, bool secondConfigured = true)
    {
        var first = await EchoSilo.Start([EchoSilo.Tenant("saint-aubin")]);
        var second = await EchoSilo.Start([EchoSilo.Tenant("saint-aubin")]);
        settings ??= [];
        if (secondConfigured)
            settings["Gateway:Silos:1"] = second.Address.ToString();
        else
            first.ListItself();
        var gateway = await GatewayUnderTest.Start(settings: settings, silo: first);
        return new(await gateway.WaitForTenants("saint-aubin"), second);
    }

    public Task<HttpResponseMessage> Post(string path = "/api/echo", params (string, string)[] headers) =>
        Gateway.Send(Host, path, HttpMethod.Post, new StringContent("{}"), headers);

    /// <summary>Sends so many changes at once; gives their statuses.</summary>
    public async Task<HttpStatusCode[]> PostMany(int times) => await Task.WhenAll(Enumerable.Range(0, times).Select(async _ =>
    {
        using var response = await Post();
        return response.StatusCode;
    }));

    public async ValueTask DisposeAsync()
    {
        await Second.DisposeAsync();
        await Gateway.DisposeAsync();
    }
}
