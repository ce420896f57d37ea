using System.Diagnostics;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Platform.Gateway.Admission;
using Platform.Gateway.Configuration;
using Platform.Gateway.Contracts;
using Platform.Gateway.Contracts.Telemetry;
using Platform.Gateway.Destinations;
using Platform.Gateway.Forwarding;
using Platform.Gateway.Lifetime;
using Platform.Gateway.Monitoring;
using Platform.Gateway.SignIn;
using Platform.Gateway.Telemetry;
using Platform.Gateway.Tenants;

namespace Platform.Gateway;

/// <summary>Composes the gateway in any host: a process of its own, or Standalone beside a silo.</summary>
static class GatewayComposition
{
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        var settings = GatewaySettings.Read(builder.Configuration);
        People.CheckEnvironment(builder.Configuration, builder.Environment);
        builder.Logging.SetLogLevelFloor("Microsoft.AspNetCore", LogLevel.Warning);
        // Otherwise every request creates an activity for a log that nobody reads.
        builder.Logging.SetLogLevelFloor("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // Every probe of a gateway that is not ready would otherwise be logged as an error.
        builder.Logging.SetLogLevelFloor("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        // An outage would otherwise be logged once per request.
        builder.Logging.SetLogLevelFloor("Yarp", LogLevel.Error);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => SetLimits(kestrel, settings));
        if (MutualTls.Read(builder.Configuration) is { } tls)
            builder.Services.AddSingleton(tls);
        builder.Services.AddSingleton(settings).AddSingleton(TimeProvider.System)
            .AddDestinations().AddTenants().AddSignIn(settings).AddForwarding().AddMonitoring().AddLifetime()
            .AddSingleton<IncomingBodies>().AddSingleton<ClientRateLimit>().AddSingleton<RequestBuffering>().AddSingleton<GatewayPipeline>().AddSingleton<DistributedContextPropagator, UntrustedTraceContext>();
        builder.AddTelemetry(
            new("platform-gateway", Environment.MachineName, TraceSources.Gateway, [GatewayMeters.Name]),
            tracing => tracing.AddHttpClientInstrumentation(), metrics => metrics.AddHttpClientInstrumentation());
    }

    public static void MapGateway(this WebApplication app)
    {
        app.Use(app.Services.GetRequiredService<GracefulShutdown>().CloseConnection);
        app.UseHealthEndpoints();
        var tenants = app.Services.GetRequiredService<TenantTable>();
        app.UseMetrics(here: context => !tenants.TryFind(HostName.HeaderOf(context.Request), out _, out _));
        app.UseTrustedProxies();
        app.Run(app.Services.GetRequiredService<GatewayPipeline>().Handle);
    }

    static IServiceCollection AddDestinations(this IServiceCollection services) => services
        .AddSingleton<SiloClient>().AddSingleton<SiloControlClient>().AddSingleton<SiloPool>()
        .AddHostedService<SiloHealthMonitor>().AddHostedService<SiloListSubscriber>();

    static IServiceCollection AddTenants(this IServiceCollection services) => services
        .AddSingleton<TenantTable>().AddSingleton<MaintenanceMode>().AddHostedService<TenantDirectorySubscriber>();

    static IServiceCollection AddSignIn(this IServiceCollection services, GatewaySettings settings)
    {
        services.AddRazorComponents();
        return services.AddSingleton(new SharedSecretProtector(settings.Secrets, "gateway"))
            .AddSingleton<People>().AddSingleton<Sessions>().AddSingleton<SignInEndpoints>().AddSingleton<CallerAuthentication>()
            .AddHostedService<SignOutSubscriber>().AddHostedService<SignOutPublisher>();
    }

    static IServiceCollection AddForwarding(this IServiceCollection services) => services
        .AddHttpForwarder().AddSingleton<AdmissionControl>().AddSingleton<RetryBudget>().AddSingleton<StreamingForwarder>().AddSingleton<SiloForwarder>();

    static IServiceCollection AddMonitoring(this IServiceCollection services) => services
        .AddSingleton<UnknownHostCounters>().AddSingleton<GatewayStatus>().AddSingleton<NodeStatusSampler>().AddSingleton<GatewayMeters>()
        .AddHostedService<NodeStatusReporter>();

    static IServiceCollection AddLifetime(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<ReadinessCheck>("readiness");
        return services.AddSingleton<GracefulShutdown>().AddHostedService(provider => provider.GetRequiredService<GracefulShutdown>())
            // Last: it delays the start of the server until the subscribers above have read the tenant directory.
            .AddHostedService<TenantsReadyGate>();
    }

    static void SetLimits(KestrelServerOptions kestrel, GatewaySettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = settings.BodyKilobytes * 1024L;
        // What nobody reads yet of one connection stays small, however many there are.
        kestrel.Limits.MaxRequestBufferSize = 64 * 1024;
        kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 64;
    }
}
