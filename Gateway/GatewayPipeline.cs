using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Platform.Gateway.Admission;
using Platform.Gateway.Configuration;
using Platform.Gateway.Forwarding;
using Platform.Gateway.Identity;
using Platform.Gateway.Problems;
using Platform.Gateway.Responses;
using Platform.Gateway.SignIn;
using Platform.Gateway.Tenants;

namespace Platform.Gateway;

/// <summary>Handles every request, in order: tenant by host, authentication of the caller, the client's limits, the body, the limits of gateway and
/// tenant, forwarding to a silo.</summary>
/// <remarks>A request counts against the gateway and its tenant once its body is there: who sends slowly takes nobody's place.</remarks>
sealed class GatewayPipeline(
    TenantTable tenants, SiloForwarder forwarder, CallerAuthentication authentication, ClientRateLimit clients, RequestBuffering bodies,
    SignInEndpoints signIn, People people, MaintenanceMode maintenance, GatewaySettings settings)
{
    readonly HashSet<string> _streamingPaths = [.. settings.StreamingPaths];
    int _inFlight;

    public async Task Handle(HttpContext context)
    {
        // Where browsers may not use plain HTTP, a plain request comes from a proxy that ends TLS: cookies are Secure whatever it forwards.
        if (!settings.AllowHttp)
            context.Request.Scheme = Uri.UriSchemeHttps;
        if (!tenants.TryFind(HostName.HeaderOf(context.Request), out var tenant, out var problem))
            await (context.Request.Path == PageRenderer.StylePath ? BrandStylesheet.Write(context, null) : RefuseHost(context, problem));
        else if (await Receive(context, tenant) is { } refused)
            await context.WriteProblem(refused, tenant);
    }

    // A name with its root (RFC 1034, 3.1) is the same host, and browsers hold it for another: they are sent to the one without.
    Task RefuseHost(HttpContext context, GatewayProblem problem)
    {
        if (people.IsOpen && context.Request.Path == "/" && IsOwnHost(context.Request, out var port))
            return PageRenderer.Render<AuthoritiesPage>(context, new()
            {
                [nameof(AuthoritiesPage.Authorities)] = tenants.All.Where(static tenant => tenant.Definition.Hosts.Count > 0).ToArray(),
                [nameof(AuthoritiesPage.Language)] = RequestLanguage.Of(context, null),
                [nameof(AuthoritiesPage.Scheme)] = context.Request.Scheme,
                [nameof(AuthoritiesPage.Port)] = port,
            });
        if (!HostName.TryRemoveRoot(HostName.HeaderOf(context.Request), out var host) || !tenants.TryFind(host, out _, out _))
            return context.WriteProblem(problem);
        context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        context.Response.Headers.Location = $"{context.Request.Scheme}://{host}{context.Request.PathBase.Add(context.Request.Path).ToUriComponent()}{context.Request.QueryString.ToUriComponent()}";
        return Task.CompletedTask;
    }

    // A demonstration's own address leads a newcomer to its authorities.
    bool IsOwnHost(HttpRequest request, out string port)
    {
        var header = HostName.HeaderOf(request);
        var own = settings.Hosts.FirstOrDefault(host => header.Equals(host, StringComparison.OrdinalIgnoreCase) || header.StartsWith(host + ":", StringComparison.OrdinalIgnoreCase));
        port = own is null ? "" : header[own.Length..];
        return own is not null;
    }

    async ValueTask<GatewayProblem?> Receive(HttpContext context, HostedTenant tenant)
    {
        var request = context.Request;
        if (RequestShape.ProblemOf(request) is { } misshapen)
            return misshapen;
        var caller = tenant.Visitor;
        var signsIn = SignInEndpoints.Handles(request.Path);
        var unauthenticated = signsIn ? null : authentication.Authenticate(context, tenant, out caller);
        if (!clients.TryAcquire(context, caller.Context, out var seconds))
        {
            context.Response.Headers.RetryAfter = $"{seconds}";
            return GatewayProblem.TooMany;
        }
        if (request.Path == PageRenderer.StylePath)
        {
            await BrandStylesheet.Write(context, tenant);
            return null;
        }
        if (maintenance.ProblemFor(tenant.Definition, request.Path) is { } closed)
            return closed;
        if (IsInternal(request.Path))
            return GatewayProblem.NotHere;
        var streams = request.Path.Value is { } path && _streamingPaths.Contains(path);
        if (ExceedsBodyLimit(context, streams))
            return GatewayProblem.TooLarge;
        if (unauthenticated is not null)
            return unauthenticated;
        // A stream is relayed as it comes: a stranger's ends here, and not after a hundred megabytes of it.
        if (streams && caller == tenant.Visitor && !CrossSiteCheck.IsSafeMethod(request.Method))
            return GatewayProblem.UnknownKey;
        var (body, problem) = streams ? bodies.Stream(context, tenant.Definition.Id) : await bodies.Read(context, tenant.Definition.Id);
        using (body.Held)
            return problem is not null || context.RequestAborted.IsCancellationRequested ? problem : await Admit(context, tenant, caller, body, signsIn, streams);
    }

    async ValueTask<GatewayProblem?> Admit(
        HttpContext context, HostedTenant tenant, SignedIdentity caller, RequestBody body, bool signsIn, bool streams)
    {
        // The gateway's limit before the tenant's: a request that is refused here does not count against the tenant's rate.
        try
        {
            if (Interlocked.Increment(ref _inFlight) > settings.Concurrent)
                return GatewayProblem.Busy;
            if (!tenant.RateLimit.TryAcquire())
                return GatewayProblem.OverBudget;
            var since = Stopwatch.GetTimestamp();
            Activity.Current?.SetTag("platform.tenant", tenant.Definition.Id);
            try
            {
                var problem = signsIn ? await signIn.Handle(context, tenant, body.Bytes) : await forwarder.Forward(context, tenant, caller, body.Bytes, streams);
                if (problem is null)
                    CountAnswer(context, tenant, since);
                return problem;
            }
            finally
            {
                tenant.RateLimit.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    static void CountAnswer(HttpContext context, HostedTenant tenant, long since) => tenant.Counters.Answered(
        context.RequestAborted.IsCancellationRequested ? 0 : context.Response.StatusCode,
        // An event stream lasts as long as the page is open: that is no latency.
        context.Response.ContentType == "text/event-stream" ? Stopwatch.GetTimestamp() : since);

    /// <summary>Endpoints of silos for gateways and operators are not public; silos authorize them as well. Routes ignore case, and so does this.</summary>
    static bool IsInternal(PathString path) =>
        path.StartsWithSegments("/edge") || path.StartsWithSegments("/metrics") || path.StartsWithSegments("/alive") || path.StartsWithSegments("/health");

    bool ExceedsBodyLimit(HttpContext context, bool streams)
    {
        var limit = settings.BodyKilobytes * 1024L;
        if (streams)
        {
            limit = settings.StreamingMegabytes * 1024 * 1024;
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
                body.MaxRequestBodySize = limit;
        }
        return context.Request.ContentLength > limit;
    }
}
