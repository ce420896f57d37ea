using Platform.Access;
using Platform.Silos;
using Platform.Storage;
using Platform.Tenants;

namespace Platform.Hosting;

/// <summary>What watches a process: <c>/alive</c> says that it runs, <c>/health</c> that it can serve, or in a sentence why not.</summary>
static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/alive", () => TypedResults.Text("alive")).Requires(Permission.Unsigned).ExcludeFromDescription();
        app.MapGet("/health", Tell).Requires(Permission.Unsigned).ExcludeFromDescription();
    }

    static IResult Tell(JournalHealth journal, ISiloRegister silos, TenantBook tenants, IHostApplicationLifetime life)
    {
        var trouble = life.ApplicationStopping.IsCancellationRequested ? "The silo is stopping."
            : journal.Trouble ?? silos.Trouble ?? (tenants.Loaded ? null : "The settings of the authorities have not been read yet.");
        return TypedResults.Json(
            new { status = trouble is null ? "ready" : "not-ready", trouble }, statusCode: trouble is null ? 200 : 503);
    }
}
