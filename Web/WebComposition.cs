using Platform.Web.Access;
using Platform.Web.Api;
using Platform.Web.Errors;
using Platform.Web.GatewayFeeds;
using Platform.Web.Problems;
using Platform.Web.Telemetry;

namespace Platform.Web;

/// <summary>All HTTP behind the gateway, as parts of a web application.</summary>
static class WebComposition
{
    /// <summary>What API and pages need. Settings: docs/settings.md.</summary>
    public static void AddWeb(this WebApplicationBuilder builder)
    {
        builder.Services.AddAccess();
        builder.Services.AddExceptionHandler<ProblemExceptionHandler>();
        builder.Services.AddSingleton<RequestCounters>();
        builder.Services.AddOperations();
        builder.Services.AddSingleton<RevokedSessions>().AddHostedService(services => services.GetRequiredService<RevokedSessions>());
        builder.Services.AddApi();
        builder.Services.AddPages();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // What is a little too large is still read to its end: who sends it hears why.
            kestrel.Limits.MaxRequestBodySize = 4 * Problem.LargestBody;
        });
    }

    /// <summary>The middleware, the outermost first.</summary>
    public static void UseWeb(this WebApplication app)
    {
        app.UseMiddleware<RequestMetricsMiddleware>();
        // A bare status: programs get a problem, people a page.
        app.UseWhen(static context => Problem.IsForPrograms(context.Request.Path), static programs => programs.UseStatusCodePages(
            static pages => Problem.OfStatus(pages.HttpContext.Response.StatusCode)?.Answer(pages.HttpContext) ?? Task.CompletedTask));
        app.UseWhen(static context => !Problem.IsForPrograms(context.Request.Path), static people => people.UseStatusCodePagesWithReExecute("/error"));
        app.UseExceptionHandler(static _ => { });
        // Whatever a program may GET it may ask for by HEAD (RFC 9110, 9.3.2); the server leaves the body out.
        app.Use(static (context, next) =>
        {
            if (HttpMethods.IsHead(context.Request.Method) && Problem.IsForPrograms(context.Request.Path))
                context.Request.Method = HttpMethods.Get;
            return next(context);
        });
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<TenantMiddleware>();
        app.UseAuthorization();
    }

    /// <summary>The endpoints.</summary>
    public static void MapWeb(this IEndpointRouteBuilder app)
    {
        app.MapDirectory();
        app.MapFigures();
        app.MapSilos();
        app.MapRevokedSessions();
        app.MapApi();
        app.MapPages();
    }
}
