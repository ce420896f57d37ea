using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Platform.Gateway.Configuration;
using Platform.Gateway.Forwarding;
using Platform.Gateway.Problems;
using Platform.Gateway.Responses;
using Platform.Gateway.SignIn;
using Platform.Gateway.Tenants;

namespace Platform.Gateway;

/// <summary>Handles every request, in order: tenant by host, limits, authentication of the caller, forwarding to a silo.</summary>
sealed class GatewayPipeline(
    TenantTable tenants, SiloForwarder forwarder, CallerAuthentication authentication, SignInEndpoints signIn, MaintenanceMode maintenance,
    GatewaySettings settings)
{
    int _inFlight;

    public async Task Handle(HttpContext context)
    {
        if (tenants.TryFind(context.Request.Host.Value, out var tenant, out var problem))
            await Limit(context, tenant);
        else
            await (context.Request.Path == PageRenderer.StylePath ? BrandStylesheet.Write(context, null) : context.WriteProblem(problem));
    }

    async Task Limit(HttpContext context, HostedTenant tenant)
    {
        // The gateway's limit before the tenant's: a request that is refused here does not count against the tenant's rate.
        try
        {
            if (Interlocked.Increment(ref _inFlight) > settings.Concurrent)
                await context.WriteProblem(GatewayProblem.Busy, tenant);
            else if (tenant.RateLimit.TryAcquire())
                await Measure(context, tenant);
            else
                await context.WriteProblem(GatewayProblem.OverBudget, tenant);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    async Task Measure(HttpContext context, HostedTenant tenant)
    {
        var since = Stopwatch.GetTimestamp();
        Activity.Current?.SetTag("platform.tenant", tenant.Definition.Id);
        try
        {
            if (await Route(context, tenant) is { } problem)
                await context.WriteProblem(problem, tenant);
            else
                tenant.Counters.Answered(
                    context.RequestAborted.IsCancellationRequested ? 0 : context.Response.StatusCode,
                    // An event stream lasts as long as the page is open: that is no latency.
                    context.Response.ContentType == "text/event-stream" ? Stopwatch.GetTimestamp() : since);
        }
        finally
        {
            tenant.RateLimit.Release();
        }
    }

    async ValueTask<GatewayProblem?> Route(HttpContext context, HostedTenant tenant)
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
            return await signIn.Handle(context, tenant, PublicScheme.IsSecure(context, settings));
        if (ExceedsBodyLimit(context))
            return GatewayProblem.TooLarge;
        return authentication.Authenticate(context, tenant, out var caller) ?? await forwarder.Forward(context, tenant, caller);
    }

    /// <summary>Endpoints of silos for gateways and operators are not public; silos authorize them as well.</summary>
    static bool IsInternal(PathString path) =>
        path.StartsWithSegments("/edge") || path.StartsWithSegments("/metrics") || path.Value is "/alive" or "/health";

    bool ExceedsBodyLimit(HttpContext context)
    {
        var limit = settings.BodyKilobytes * 1024L;
        if (settings.StreamingPaths.Contains(context.Request.Path.Value))
        {
            limit = settings.StreamingMegabytes * 1024 * 1024;
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
                body.MaxRequestBodySize = limit;
        }
        return context.Request.ContentLength > limit;
    }
}
