using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Platform.Gateway;
using Platform.Gateway.Contracts.Telemetry;
using Platform.Gateway.SignIn;
using Platform.Gateway.Tenants;
using Platform.Silo.DemoData;
using Platform.Silo.Hosting;

namespace Platform.Standalone;

/// <summary>A gateway and one silo in one process, on SQLite, with the demonstration authorities.</summary>
static class StandaloneHost
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    public static async Task<int> Run(Options options, TextWriter output, TextWriter error)
    {
        try
        {
            using var data = DataFolder.Lock(options.Data);
            await using var silo = Silo(data);
            await silo.StartAsync();
            try
            {
                await using var gateway = Gateway(options, data, AddressOf(silo));
                await Start(gateway);
                await Ready(silo, gateway).WaitAsync(Timeout, gateway.Lifetime.ApplicationStopping);
                await StartupBanner.Print(output, new Uri(AddressOf(gateway)).Port, data, gateway.Services.GetRequiredService<People>());
                await gateway.WaitForShutdownAsync();
            }
            finally
            {
                // After the gateway, so that what is under way is answered.
                await silo.StopAsync();
            }
            return ExitCodes.Done;
        }
        catch (FolderException e)
        {
            await error.WriteLineAsync(e.Message);
            return e.ExitCode;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await error.WriteLineAsync(
                $"Le port {options.Port} est déjà pris. Choisissez-en un autre avec --port.\n"
                + $"Port {options.Port} is taken. Choose another with --port.");
            return ExitCodes.PortTaken;
        }
        catch (OperationCanceledException)
        {
            // Stopped before it was ready: that was asked for.
            return ExitCodes.Done;
        }
        catch (TimeoutException)
        {
            await error.WriteLineAsync(
                "La plateforme n'est pas prête après une minute ; les messages ci-dessus disent pourquoi.\n"
                + "The platform is not ready after a minute; the messages above say why.");
            return ExitCodes.NotReady;
        }
    }

    static WebApplication Silo(DataFolder data)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Journal:Provider"] = "Sqlite", ["Journal:Folder"] = data.Path, ["Journal:MasterKey"] = data.Keys.Master,
            ["Journal:ClaimSecret"] = data.Keys.Claims, ["Edge:Secret"] = data.Keys.Edge, ["Demonstration:Tenants"] = "true",
            ["Demonstration:Citizens"] = builder.Configuration["Demonstration:Citizens"] ?? "2000",
        });
        ConfigureLogging(builder);
        builder.AddSilo();
        // It warns that the server garbage collector is off: that is for servers.
        builder.Logging.SetLogLevelFloor("Orleans.Runtime.Silo", LogLevel.Error);
        // Its first check measures from the start of the machine, and warns of hours.
        builder.Logging.SetLogLevelFloor("Orleans.Runtime.Watchdog", LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        // The gateway hears the signals and stops first.
        builder.Services.AddSingleton<IHostLifetime, NoSignalLifetime>();
        var silo = builder.Build();
        silo.MapSilo();
        return silo;
    }

    static WebApplication Gateway(Options options, DataFolder data, string silo)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = "Standalone" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Gateway:Silos:0"] = silo, ["Gateway:AllowHttp"] = "true", ["Gateway:NoticeSeconds"] = "0",
            ["Edge:Secret"] = data.Keys.Edge, ["SignIn:Demonstration"] = "true",
        });
        ConfigureLogging(builder);
        builder.AddGateway();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            if (options.Host is { } host)
                kestrel.Listen(host, options.Port);
            else if (options.Port == 0)
                kestrel.Listen(IPAddress.Loopback, 0);
            else
                kestrel.ListenLocalhost(options.Port);
        });
        var gateway = builder.Build();
        gateway.MapGateway();
        return gateway;
    }

    static async Task Start(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch
        {
            // What had begun before the failure ends in order, and says nothing of its own.
            await app.StopAsync();
            throw;
        }
    }

    static async Task Ready(WebApplication silo, WebApplication gateway)
    {
        await silo.Services.GetRequiredService<DemoDataSeeder>().Tenants;
        await gateway.Services.GetRequiredService<TenantTable>().WaitForHosts(DemoTenant.All.Select(town => town.Host));
    }

    static void ConfigureLogging(WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // In which silo a projection runs is no question where there is one.
        builder.Logging.AddFilter("Platform.Silo.Projections", LogLevel.Warning);
        // A start that fails is told in a sentence; what stops a running host is still told whole.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        // The keys are in a folder that only its owner reads.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }

    static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>A host that stops when it is told to, and not by a signal.</summary>
    sealed class NoSignalLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
