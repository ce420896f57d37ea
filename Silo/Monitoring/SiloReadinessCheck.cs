using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Platform.Gateway.Contracts;
using Platform.Grains.Interfaces.Tenants;
using Platform.Storage.Journal;
using Platform.Web.Access;

namespace Platform.Silo.Monitoring;

/// <summary>Whether this silo can serve, or in a sentence why not.</summary>
sealed class SiloReadinessCheck(
    JournalHealth journal, ISiloDirectory silos, ITenantCache tenants, IHttpContextAccessor accessor, IHostApplicationLifetime life) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Trouble is { } trouble ? HealthCheckResult.Unhealthy(trouble) : HealthCheckResult.Healthy());

    string? Trouble => life.ApplicationStopping.IsCancellationRequested ? "The silo is stopping."
        : journal.Trouble ?? silos.Trouble ?? (!tenants.Loaded ? "The settings of the authorities have not been read yet."
        : ClocksAreApart ? "The clocks of this silo and of the gateway that asks are more than a minute apart." : null);

    // A gateway shows who it is here as well: it must not choose a silo that will not believe it.
    bool ClocksAreApart => CallerAuthentication.FoundClocksApart(accessor.HttpContext);
}

/// <summary>What watches a process asks: <c>/alive</c> says that it runs, <c>/health</c> that it can serve.</summary>
static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = static _ => false, ResponseWriter = static (context, _) => context.Response.WriteAsync("alive") })
            .AllowAnonymous();
        app.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = Write }).AllowAnonymous();
    }

    static Task Write(HttpContext context, HealthReport report)
    {
        var trouble = report.Entries.Values.Select(static entry => entry.Description).FirstOrDefault(static text => text is not null);
        return context.Response.WriteAsJsonAsync(new { status = trouble is null ? "ready" : "not-ready", trouble }, context.RequestAborted);
    }
}
