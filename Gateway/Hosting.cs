using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Platform.Gateway.Budgets;
using Platform.Gateway.Contracts;
using Platform.Gateway.Contracts.Operations;
using Platform.Gateway.Forwarding;
using Platform.Gateway.Measuring;
using Platform.Gateway.Pages;
using Platform.Gateway.SignIn;
using Platform.Gateway.Silos;
using Platform.Gateway.Tenants;

namespace Platform.Gateway;

/// <summary>The gateway as parts that any host can take in: a process of its own, or Standalone beside a silo.</summary>
static class Hosting
{
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        var settings = GatewaySettings.Read(builder.Configuration);
        var services = builder.Services;
        builder.Logging.Hush("Microsoft.AspNetCore", LogLevel.Warning);
        // Otherwise every request makes an activity, for a log that nobody reads.
        builder.Logging.Hush("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // An outage would otherwise be logged once per request.
        builder.Logging.Hush("Yarp", LogLevel.Error);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Limit(kestrel, settings));
        services.AddSingleton(new SharedSecretProtector(settings.Secrets, "gateway"));
        services.AddHttpForwarder();
        services.AddRazorComponents();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(_ => new SiloClient(settings));
        services.AddSingleton<SiloPool>();
        services.AddSingleton<TenantTable>();
        services.AddSingleton<RetryBudget>();
        services.AddSingleton<Streams>();
        services.AddSingleton<SiloForwarder>();
        services.AddSingleton<Maintenance>();
        services.AddSingleton<People>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<SignInPages>();
        services.AddSingleton<Entrance>();
        services.AddSingleton<HealthPages>();
        services.AddSingleton<Places>();
        services.AddSingleton<Outsiders>();
        services.AddSingleton<GatewayFigures>();
        services.AddMetrics();
        services.AddSingleton(all => new MetricsPage(all.GetRequiredService<IMeterFactory>(), "System.Runtime"));
        services.AddTracing(builder.Configuration);
        services.AddSingleton<Reported>();
        services.AddSingleton<GatewayMeters>();
        services.AddSingleton<MetricsAnswer>();
        services.AddHostedService<Reporter>();
        services.AddSingleton<Leaving>();
        services.AddHostedService(all => all.GetRequiredService<Leaving>());
        services.AddSingleton<Front>();
        services.AddHostedService<SiloWatch>();
        services.AddHostedService<SiloFollower>();
        services.AddHostedService<DirectoryFollower>();
        services.AddHostedService<EndedFollower>();
        services.AddHostedService<EndedTeller>();
        services.AddHostedService<Opening>();
    }

    public static void MapGateway(this WebApplication app) => app.Run(app.Services.GetRequiredService<Front>().Handle);

    static void Limit(KestrelServerOptions kestrel, GatewaySettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = settings.BodyKilobytes * 1024L;
        kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 64;
    }
}
