using Platform.Gateway.Configuration;
using Platform.Gateway.Destinations;
using Platform.Gateway.Problems;
using Yarp.ReverseProxy.Forwarder;

namespace Platform.Gateway.Forwarding;

/// <summary>Forwards requests whose body is a stream, by YARP: passed on as it comes and never buffered, so sent once.</summary>
sealed class StreamingForwarder(IHttpForwarder forwarder, SiloPool pool, SiloClient client, GatewaySettings settings)
{
    readonly ForwarderRequestConfig _config = new()
    {
        Version = System.Net.HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        ActivityTimeout = TimeSpan.FromSeconds(settings.TimeoutSeconds),
    };

    /// <summary>Null where a silo responded; otherwise the problem to write.</summary>
    public async ValueTask<GatewayProblem?> Forward(HttpContext context, SiloRequestTransformer transformer)
    {
        SiloDestination? silo = null;
        for (var failures = 0; failures <= pool.All.Count; failures++)
        {
            silo = pool.PickDestination(silo);
            var error = await forwarder.SendAsync(context, silo.Prefix, client, _config, transformer);
            if (error == ForwarderError.None)
                return null;
            var exception = context.Features.Get<IForwarderErrorFeature>()?.Exception;
            var connectionRefused = exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError };
            if (connectionRefused)
                silo.MarkUnhealthy();
            if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
                return null;
            context.Response.Clear();
            // A request that reached no silo may be sent again; of one that may have, nothing is known.
            if (!connectionRefused)
                return RequestBuffering.ProblemOf(exception)
                    ?? (error is ForwarderError.RequestTimedOut or ForwarderError.RequestBodyDestination ? GatewayProblem.Late : GatewayProblem.Interrupted);
        }
        return GatewayProblem.NoSilo;
    }
}
