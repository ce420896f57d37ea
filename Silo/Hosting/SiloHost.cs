using Platform.Access;
using Platform.Demonstration;
using Platform.Edge;
using Platform.Errors;
using Platform.Look;
using Platform.Tenants;

namespace Platform.Hosting;

/// <summary>A silo as parts of a web application: alone in its process, or beside the gateway in Standalone.</summary>
static class SiloHost
{
    /// <summary>What a silo needs. Settings: docs/settings.md.</summary>
    public static WebApplicationBuilder AddSilo(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Vouching>();
        builder.Services.AddSingleton<TenantBook>().AddHostedService(services => services.GetRequiredService<TenantBook>());
        builder.Services.AddPages();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Json.Largest;
        });
        // One line a request would cost more than the request.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.AddDemonstration();
        return builder;
    }

    /// <summary>What a silo answers.</summary>
    public static WebApplication MapSilo(this WebApplication app)
    {
        app.UseMiddleware<ErrorPages>();
        app.UseMiddleware<Faults>();
        app.UseRouting();
        app.UseMiddleware<Gate>();
        app.MapDirectory();
        app.MapPages();
        app.MapGet("/alive", () => "alive").Requires(Permission.Unsigned).ExcludeFromDescription();
        app.RefuseUndeclared();
        return app;
    }

    // An endpoint that declares no permission would never be served: better not to start. A page declares it on its model, which
    // routing only knows once the page is asked for; a test reads those.
    static void RefuseUndeclared(this IEndpointRouteBuilder app)
    {
        var undeclared = app.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Mvc.RazorPages.PageActionDescriptor>() is null)
            .Where(endpoint => endpoint.Metadata.GetMetadata<RequiresAttribute>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText).ToList();
        if (undeclared.Count > 0)
            throw new InvalidOperationException($"Endpoints without a permission: {string.Join(", ", undeclared)}.");
    }
}
