using Platform.Gateway.Contracts.Operations;

namespace Platform.Gateway.Telemetry;

/// <summary>Serves <c>/metrics</c>, on no host of a tenant, and only to those whom <see cref="MetricsAccess"/> allows.</summary>
sealed class MetricsEndpoint(MetricsPage page, IConfiguration configuration)
{
    readonly string? _token = configuration[MetricsAccess.Setting];

    public bool Handles(HttpContext context) =>
        context.Request.Path == MetricsPage.Path && MetricsAccess.Allows(
            context.Connection.RemoteIpAddress, context.Request.Headers.ContainsKey("X-Forwarded-For") || context.Request.Headers.ContainsKey("Forwarded"),
            context.Request.Headers.Authorization, _token);

    public Task Write(HttpContext context)
    {
        context.Response.ContentType = MetricsPage.ContentType;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(page.Write(), context.RequestAborted);
    }
}
