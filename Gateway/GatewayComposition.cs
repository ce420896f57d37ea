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
static class GatewayComposition
{
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        var settings = GatewaySettings.Read(builder.Configuration);
        var services = builder.Services;
        builder.Logging.SetLogLevelFloor("Microsoft.AspNetCore", LogLevel.Warning);
        // Otherwise every request makes an activity, for a log that nobody reads.
        builder.Logging.SetLogLevelFloor("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // An outage would otherwise be logged once per request.
        builder.Logging.SetLogLevelFloor("Yarp", LogLevel.Error);
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
        services.AddSingleton<StreamingForwarder>();
        services.AddSingleton<SiloForwarder>();
        services.AddSingleton<MaintenanceMode>();
        services.AddSingleton<People>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<SignInEndpoints>();
        services.AddSingleton<CallerAuthentication>();
        services.AddSingleton<HealthPages>();
        services.AddSingleton<AdmissionControl>();
        services.AddSingleton<UnknownHostCounters>();
        services.AddSingleton<GatewayStatus>();
        services.AddMetrics();
        services.AddSingleton(all => new MetricsPage(all.GetRequiredService<IMeterFactory>(), "System.Runtime"));
        services.AddTracing(builder.Configuration);
        services.AddSingleton<NodeStatusSampler>();
        services.AddSingleton<GatewayMeters>();
        services.AddSingleton<MetricsEndpoint>();
        services.AddHostedService<NodeStatusReporter>();
        services.AddSingleton<GracefulShutdown>();
        services.AddHostedService(all => all.GetRequiredService<GracefulShutdown>());
        services.AddSingleton<GatewayPipeline>();
        services.AddHostedService<SiloHealthMonitor>();
        services.AddHostedService<SiloListSubscriber>();
        services.AddHostedService<TenantDirectorySubscriber>();
        services.AddHostedService<SignOutSubscriber>();
        services.AddHostedService<SignOutPublisher>();
        services.AddHostedService<TenantsReadyGate>();
    }

    public static void MapGateway(this WebApplication app) => app.Run(app.Services.GetRequiredService<GatewayPipeline>().Handle);

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
