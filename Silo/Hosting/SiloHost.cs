using Platform.Gateway.Contracts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Tenants;
using Platform.Silo.Clustering;
using Platform.Silo.DemoData;
using Platform.Silo.Monitoring;
using Platform.Silo.Tenants;
using Platform.Storage;
using Platform.Web;
using Platform.Web.Access;
using Platform.Web.Api;
using Platform.Web.Errors;
using Platform.Web.GatewayFeeds;
using Platform.Web.Serialization;
using Platform.Web.Telemetry;

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
        builder.Services.AddSignals();
        builder.Services.AddTracing(builder.Configuration);
        builder.Services.AddSingleton<CallerAuthentication>();
        builder.Services.AddSingleton<TenantCache>().AddSingleton<ITenantCache>(services => services.GetRequiredService<TenantCache>())
            .AddHostedService(services => services.GetRequiredService<TenantCache>());
        builder.Services.AddOperations();
        builder.Services.AddSingleton<RevokedSessions>().AddHostedService(services => services.GetRequiredService<RevokedSessions>());
        builder.Services.AddApi();
        builder.Services.AddPages();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // What is a little too large is still read to its end: who sends it hears why.
            kestrel.Limits.MaxRequestBodySize = 4 * Json.Largest;
        });
        // One line a request would cost more than the request.
        builder.Logging.SetLogLevelFloor("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.SetLogLevelFloor("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // At Debug Orleans writes the arguments of calls, which are people; Polly writes two lines for each grain that is placed.
        builder.Logging.SetLogLevelFloor("Orleans", LogLevel.Warning);
        builder.Logging.SetLogLevelFloor("Polly", LogLevel.Warning);
        builder.AddDemonstration();
        return builder;
    }

    /// <summary>What a silo answers.</summary>
    public static WebApplication MapSilo(this WebApplication app)
    {
        app.UseMiddleware<Measuring>();
        app.UseMiddleware<ErrorPages>();
        app.UseMiddleware<Faults>();
        app.UseRouting();
        app.UseMiddleware<Gate>();
        app.MapHealth();
        app.MapDirectory();
        app.MapFigures();
        app.MapMetrics();
        app.MapSilos();
        app.MapEndedSessions();
        app.MapApi();
        app.MapPages();
        app.RefuseUndeclared();
        return app;
    }
}
