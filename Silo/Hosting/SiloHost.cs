using Platform.Gateway.Contracts.Telemetry;
using Platform.Grains.EventSourcing;
using Platform.Silo.Access;
using Platform.Silo.Api;
using Platform.Silo.Clustering;
using Platform.Silo.Demonstration;
using Platform.Silo.Errors;
using Platform.Silo.GatewayFeeds;
using Platform.Silo.Look;
using Platform.Silo.Operations;
using Platform.Silo.SignIn;
using Platform.Silo.Storage;
using Platform.Silo.Tenants;

namespace Platform.Silo.Hosting;

/// <summary>A silo as parts of a web application: alone in its process, or beside the gateway in Standalone.</summary>
static class SiloHost
{
    /// <summary>What a silo needs. Settings: docs/settings.md.</summary>
    public static WebApplicationBuilder AddSilo(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<DecisionClock>();
        // In this order, so that a silo joins when the schema is there, and leaves while the journal still writes.
        builder.Services.AddJournal(builder.Configuration);
        builder.AddCluster();
        builder.Services.AddSingleton(services => LostSiloRetry.Wrap(
            services.GetRequiredService<IClusterClient>(), services.GetRequiredService<ISiloDirectory>()));
        builder.AddDomain();
        builder.AddSignals();
        builder.Services.AddSingleton<CallerAuthentication>();
        builder.Services.AddSingleton<TenantCache>().AddHostedService(services => services.GetRequiredService<TenantCache>());
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
        app.MapMetrics().Requires(Permission.Unsigned).ExcludeFromDescription();
        app.MapSilos();
        app.MapEndedSessions();
        app.MapApi();
        app.MapPages();
        app.RefuseUndeclared();
        return app;
    }
}
