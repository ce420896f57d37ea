using Platform.Gateway.Contracts;
using Platform.Gateway.Contracts.Telemetry;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Tenants;
using Platform.Silo.Clustering;
using Platform.Silo.DemoData;
using Platform.Silo.Monitoring;
using Platform.Silo.Tenants;
using Platform.Storage;
using Platform.Web;

namespace Platform.Silo.Hosting;

/// <summary>A silo as parts of a web application: alone in its process, or beside the gateway in Standalone.</summary>
static class SiloHost
{
    /// <summary>What a silo needs. Settings: docs/settings.md.</summary>
    public static WebApplicationBuilder AddSilo(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<DecisionClock>();
        // In this order, so that a silo joins when the schema is there, and leaves while the journal still writes.
        builder.Services.AddStorage(builder.Configuration);
        builder.AddCluster();
        builder.Services.AddSingleton(services => LostSiloRetry.Wrap(
            services.GetRequiredService<IClusterClient>(), services.GetRequiredService<ISiloDirectory>()));
        builder.AddDomain();
        builder.AddSignals();
        builder.Services.AddSingleton<TenantCache>().AddSingleton<ITenantCache>(services => services.GetRequiredService<TenantCache>())
            .AddHostedService(services => services.GetRequiredService<TenantCache>());
        builder.AddWeb();
        builder.AddEdgeTls();
        builder.Services.AddHealthChecks().AddCheck<SiloReadinessCheck>("readiness");
        // One line a request would cost more than the request.
        builder.Logging.SetLogLevelFloor("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.SetLogLevelFloor("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // What it says stands in the answer; what asks is asked again in a second.
        builder.Logging.SetLogLevelFloor("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        // At Debug Orleans writes the arguments of calls, which are people; Polly writes two lines for each grain that is placed.
        builder.Logging.SetLogLevelFloor("Orleans", LogLevel.Warning);
        builder.Logging.SetLogLevelFloor("Polly", LogLevel.Warning);
        builder.AddDemonstration();
        return builder;
    }

    /// <summary>What a silo answers.</summary>
    public static WebApplication MapSilo(this WebApplication app)
    {
        app.UseEdgeTls();
        app.UseWeb();
        app.MapHealth();
        app.MapMetrics().AllowAnonymous().ExcludeFromDescription();
        app.MapGrainDashboard();
        app.MapWeb();
        return app;
    }
}
