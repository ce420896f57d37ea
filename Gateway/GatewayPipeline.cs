using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Platform.Gateway.Contracts.Operations;
using Platform.Gateway.Forwarding;
using Platform.Gateway.Pages;
using Platform.Gateway.Refusals;
using Platform.Gateway.SignIn;
using Platform.Gateway.Tenants;

namespace Platform.Gateway;

/// <summary>The way of every request through the gateway, in order: whose host, may it pass, who asks, on to a silo.</summary>
sealed class GatewayPipeline(
    TenantTable tenants, SiloForwarder forwarding, CallerAuthentication entrance, SignInEndpoints signIn, MaintenanceMode maintenance,
    HealthPages health, MetricsEndpoint metrics, GracefulShutdown leaving, GatewaySettings settings)
{
    int _underWay;

    public async Task Handle(HttpContext context)
    {
        if (leaving.IsShuttingDown)
            context.Response.Headers.Connection = "close";
        if (health.Serves(context))
            await health.Answer(context);
        else if (!tenants.TryFind(context.Request.Host.Value, out var tenant, out var why))
            await (metrics.Serves(context) ? metrics.Write(context)
                : context.Request.Path == PageRenderer.StylePath ? BrandStylesheet.Write(context, null)
                : context.WriteProblem(why));
        else
            await Serve(context, tenant);
    }

    async Task Serve(HttpContext context, HostedTenant tenant)
    {
        // The whole before the part: who is turned away here has spent nothing of the tenant's.
        try
        {
            if (Interlocked.Increment(ref _underWay) > settings.Concurrent)
                await context.WriteProblem(GatewayProblem.Busy, tenant);
            else if (tenant.RateLimit.TryAcquire())
                await Admit(context, tenant);
            else
                await context.WriteProblem(GatewayProblem.OverBudget, tenant);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    async Task Admit(HttpContext context, HostedTenant tenant)
    {
        var since = Stopwatch.GetTimestamp();
        // What a stranger says of a trace is not believed: it begins here.
        var span = TraceSources.Begin(TraceSources.Gateway, "gateway", ActivityKind.Server, null);
        try
        {
            if (await Pass(context, tenant) is { } refusal)
                await context.WriteProblem(refusal, tenant);
            else
                tenant.Counters.Answered(
                    context.RequestAborted.IsCancellationRequested ? 0 : context.Response.StatusCode,
                    // A stream lasts as long as somebody looks: that is no delay.
                    context.Response.ContentType == "text/event-stream" ? Stopwatch.GetTimestamp() : since);
        }
        finally
        {
            tenant.RateLimit.Release();
            span?.End(tenant.Definition.Id, context.Response.StatusCode);
        }
    }

    async ValueTask<GatewayProblem?> Pass(HttpContext context, HostedTenant tenant)
    {
        var request = context.Request;
        if (request.Path == PageRenderer.StylePath)
        {
            await BrandStylesheet.Write(context, tenant);
            return null;
        }
        if (maintenance.ProblemFor(tenant.Definition, request.Path) is { } closed)
            return closed;
        if (IsInternal(request.Path))
            return GatewayProblem.NotHere;
        if (SignInEndpoints.Handles(request.Path))
        {
            await signIn.Handle(context, tenant, PublicScheme.IsSecure(context, settings));
            return null;
        }
        if (!Allows(context))
            return GatewayProblem.TooLarge;
        var refusal = entrance.Authenticate(context, tenant, out var who);
        return refusal ?? await forwarding.Forward(context, tenant, who);
    }

    /// <summary>What silos tell gateways and operators is not for the public; the silo has its own lock on it too.</summary>
    static bool IsInternal(PathString path) =>
        path.StartsWithSegments("/edge") || path.StartsWithSegments("/metrics") || path.Value is "/alive" or "/health";

    bool Allows(HttpContext context)
    {
        var limit = settings.BodyKilobytes * 1024L;
        if (settings.StreamingPaths.Contains(context.Request.Path.Value))
        {
            limit = settings.StreamingMegabytes * 1024 * 1024;
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
                body.MaxRequestBodySize = limit;
        }
        return !(context.Request.ContentLength > limit);
    }
}
