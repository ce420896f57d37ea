using Platform.Gateway.Refusals;
using Platform.Gateway.Silos;
using Platform.Gateway.Tenants;
using Yarp.ReverseProxy.Forwarder;

namespace Platform.Gateway.Forwarding;

/// <summary>Requests whose body is a stream, by YARP: passed on as it comes and never held, so sent once.</summary>
sealed class StreamingForwarder(IHttpForwarder forwarder, SiloPool pool, SiloClient client, GatewaySettings settings)
{
    readonly ForwarderRequestConfig _how = new()
    {
        Version = System.Net.HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        ActivityTimeout = TimeSpan.FromSeconds(settings.TimeoutSeconds),
    };

    readonly HashSet<string> _paths = [.. settings.StreamingPaths];

    public bool Handles(PathString path) => path.Value is { } text && _paths.Contains(text);

    /// <summary>Null where a silo answered; otherwise the refusal to write.</summary>
    public async ValueTask<GatewayProblem?> Forward(HttpContext context, SignedIdentity who)
    {
        SiloDestination? silo = null;
        for (var tries = 0; tries <= pool.All.Count; tries++)
        {
            silo = pool.PickDestination(silo);
            var error = await forwarder.SendAsync(context, silo.Prefix, client, _how, who.Passage);
            if (error == ForwarderError.None)
                return null;
            var failure = context.Features.Get<IForwarderErrorFeature>()?.Exception;
            var refused = failure is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError };
            if (refused)
                silo.MarkUnhealthy();
            if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
                return null;
            context.Response.Clear();
            // What never arrived may be sent again; of what may have arrived, nothing is known.
            if (!refused)
                return RequestBuffering.ProblemOf(failure)
                    ?? (error is ForwarderError.RequestTimedOut or ForwarderError.RequestBodyDestination ? GatewayProblem.Late : GatewayProblem.Interrupted);
        }
        return GatewayProblem.NoSilo;
    }
}
