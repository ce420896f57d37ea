using Platform.Gateway.Contracts;
using Platform.Silo.Tenants;
using Platform.Storage.Journal;
using Platform.Web.Access;

namespace Platform.Silo.Hosting;

/// <summary>What watches a process: <c>/alive</c> says that it runs, <c>/health</c> that it can serve, or in a sentence why not.</summary>
static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/alive", () => TypedResults.Text("alive")).Requires(Permission.Unsigned).ExcludeFromDescription();
        app.MapGet("/health", Tell).Requires(Permission.Unsigned).ExcludeFromDescription();
    }

    static IResult Tell(JournalHealth journal, ISiloDirectory silos, TenantCache tenants, CallerAuthentication vouching, HttpContext context, IHostApplicationLifetime life)
    {
        // A gateway shows who it is here as well: it must not choose a silo that will not believe it.
        vouching.Verify(context.Request.Headers[SignedContext.Header], out var late);
        var trouble = life.ApplicationStopping.IsCancellationRequested ? "The silo is stopping."
            : journal.Trouble ?? silos.Trouble ?? (!tenants.Loaded ? "The settings of the authorities have not been read yet."
            : late ? "The clocks of this silo and of the gateway that asks are more than a minute apart." : null);
        return TypedResults.Json(
            new { status = trouble is null ? "ready" : "not-ready", trouble }, statusCode: trouble is null ? 200 : 503);
    }
}
