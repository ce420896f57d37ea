using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Gateway;
using Platform.Gateway.Contracts;
using Platform.Gateway.Tenants;

namespace Platform.Tests.Gateway;

/// <summary>A gateway on a real port in front of an <see cref="EchoSilo"/>.</summary>
sealed class GatewayUnderTest : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly HttpClient _client;

    GatewayUnderTest(WebApplication app, EchoSilo silo)
    {
        (_app, Silo) = (app, silo);
        _client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 })
        {
            BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
        };
    }

    public EchoSilo Silo { get; }

    public IServiceProvider Services => _app.Services;

    public Uri Address => _client.BaseAddress!;

    public static async Task<GatewayUnderTest> Start(
        IReadOnlyList<DirectoryTenant>? tenants = null, Dictionary<string, string?>? settings = null, EchoSilo? silo = null, string environment = "Standalone")
    {
        silo ??= await EchoSilo.Start(tenants ?? [EchoSilo.Tenant("saint-aubin"), EchoSilo.Tenant("val-de-lys")]);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Gateway:Silos:0"] = silo.Address.ToString(), ["Gateway:AllowHttp"] = "true", ["Gateway:NoticeSeconds"] = "0", ["SignIn:Demonstration"] = "true",
            // Most tests ask more than a person would; those of the limits set them.
            ["Gateway:ClientPerSecond"] = "0", ["Gateway:AccountPerSecond"] = "0", ["Gateway:FormsPerMinute"] = "0", ["Gateway:CodesPerMinute"] = "0",
            ["Edge:Secret"] = Convert.ToBase64String(EchoSilo.Secret),
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.AddGateway();
        builder.WebHost.UseShutdownTimeout(TimeSpan.FromSeconds(1));
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapGateway();
        await app.StartAsync();
        return new(app, silo);
    }

    /// <summary>Waits until these tenants are in the directory.</summary>
    public async Task<GatewayUnderTest> WaitForTenants(params string[] tenants)
    {
        await _app.Services.GetRequiredService<TenantTable>().WaitForHosts(tenants.Select(tenant => tenant + ".localhost")).WaitAsync(TimeSpan.FromSeconds(20));
        return this;
    }

    public Task<HttpResponseMessage> Send(string host, string path = "/api/echo", HttpMethod? method = null, HttpContent? content = null,
        params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Host", host);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return _client.SendAsync(request);
    }

    public async Task<EchoedRequest> Echo(string host, string path = "/api/echo", HttpMethod? method = null, HttpContent? content = null,
        params (string Name, string Value)[] headers)
    {
        using var response = await Send(host, path, method, content, headers);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<EchoedRequest>())!;
    }

    /// <summary>Signs a demonstration person in; gives the cookie as a browser sends it back.</summary>
    public async Task<string> SignIn(string tenant, string subject)
    {
        using var response = await Send($"{tenant}.localhost", "/sign-in", HttpMethod.Post,
            new FormUrlEncodedContent([new("subject", subject)]), ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        return Assert.Single(response.Headers.GetValues("Set-Cookie")).Split(';')[0];
    }

    public static async Task<string> ProblemCode(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal((int)response.StatusCode, problem.RootElement.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.RootElement.GetProperty("detail").GetString()!);
        return problem.RootElement.GetProperty("code").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Silo.DisposeAsync();
        await _app.DisposeAsync();
    }
}
