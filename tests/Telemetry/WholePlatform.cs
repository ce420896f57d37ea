using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Gateway;
using Platform.Gateway.Tenants;
using Platform.Grains.EventSourcing;
using Platform.Silo.DemoData;
using Platform.Silo.Hosting;
using Platform.Storage.Journal;
using Platform.Tests.Grains.Citizens;

namespace Platform.Tests.Telemetry;

/// <summary>A gateway before a silo, both with all they have, in this process: the demonstration authorities on SQLite in a folder of its own.</summary>
sealed class WholePlatform : IAsyncDisposable
{
    readonly string _folder = System.IO.Directory.CreateTempSubdirectory("whole-platform-").FullName;
    readonly string _edge = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    readonly Dictionary<string, string?> _settings;
    WebApplication? _silo, _gateway;

    WholePlatform(Dictionary<string, string?> settings) => _settings = settings;

    public CapturingLoggerProvider SiloLog { get; } = new();

    public CapturingLoggerProvider GatewayLog { get; } = new();

    public IServiceProvider Silo => _silo!.Services;

    /// <summary>The silo's journal, whose appends can be made to fail.</summary>
    public FaultyJournal Journal => (FaultyJournal)Silo.GetRequiredService<IJournal>();

    public Uri SiloAddress => new(_silo!.Urls.First());

    public Uri GatewayAddress => new(_gateway!.Urls.First());

    /// <summary>Starts both, each with these settings as well.</summary>
    public static async Task<WholePlatform> Start(Dictionary<string, string?>? settings = null)
    {
        var platform = new WholePlatform(settings ?? []);
        await platform.Begin();
        return platform;
    }

    /// <summary>Someone before the gateway who keeps cookies and follows where they are sent; every tenant's host leads there.</summary>
    public HttpClient Visitor(string town)
    {
        var port = GatewayAddress.Port;
        return new(new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = new($"http://{town}.localhost:{port}") };
    }

    /// <summary>Stops the gateway, then the silo, as an operator does: what waits to be exported leaves.</summary>
    public async Task Stop()
    {
        await _gateway!.StopAsync();
        await _gateway.DisposeAsync();
        await _silo!.StopAsync();
        await _silo.DisposeAsync();
        (_gateway, _silo) = (null, null);
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
            await _gateway.DisposeAsync();
        if (_silo is not null)
            await _silo.DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    async Task Begin()
    {
        var silo = Builder(SiloLog, new()
        {
            ["Journal:Provider"] = "Sqlite", ["Journal:Folder"] = _folder, ["Demonstration:Tenants"] = "true",
            ["Journal:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        });
        silo.AddSilo();
        silo.Services.AddSingleton<SealedJournal>()
            .AddSingleton<IJournal>(static services => new FaultyJournal(services.GetRequiredService<SealedJournal>()));
        (_silo = silo.Build()).MapSilo();
        await _silo.StartAsync();

        var gateway = Builder(GatewayLog, new()
        {
            ["Gateway:Silos:0"] = SiloAddress.ToString(), ["Gateway:AllowHttp"] = "true", ["Gateway:NoticeSeconds"] = "0",
            ["SignIn:Demonstration"] = "true",
        });
        gateway.AddGateway();
        (_gateway = gateway.Build()).MapGateway();
        await _gateway.StartAsync();
        await Silo.GetRequiredService<DemoDataSeeder>().Tenants.WaitAsync(TimeSpan.FromSeconds(60));
        await _gateway.Services.GetRequiredService<TenantTable>().WaitForHosts(DemoTenant.All.Select(static town => town.Host)).WaitAsync(TimeSpan.FromSeconds(60));
    }

    WebApplicationBuilder Builder(CapturingLoggerProvider log, Dictionary<string, string?> own)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Standalone" });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(own).AddInMemoryCollection([new("Edge:Secret", _edge)]).AddInMemoryCollection(_settings);
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseShutdownTimeout(TimeSpan.FromSeconds(1));
        return builder;
    }
}
