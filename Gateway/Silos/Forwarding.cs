using Yarp.ReverseProxy.Forwarder;

namespace Platform.Gateway;

/// <summary>Brings a request to a live silo, and says what happened where none answers.</summary>
sealed class Forwarding(IHttpForwarder forwarder, SiloPool pool, SiloClient client, GatewaySettings settings)
{
    readonly ForwarderRequestConfig _how = new()
    {
        Version = System.Net.HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        ActivityTimeout = TimeSpan.FromSeconds(settings.TimeoutSeconds),
    };

    /// <summary>Null where a silo answered; otherwise the refusal to write.</summary>
    public async ValueTask<EdgeRefusal?> Forward(HttpContext context, Vouched who)
    {
        for (var tries = 0; tries <= pool.All.Count; tries++)
        {
            var silo = pool.Next();
            silo.Begin();
            var error = await forwarder.SendAsync(context, silo.Prefix, client, _how, who.Passage);
            silo.End();
            if (error == ForwarderError.None)
                return null;
            var failure = context.Features.Get<IForwarderErrorFeature>()?.Exception;
            var refused = failure is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError };
            if (refused)
                silo.Answers = false;
            if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
                return null;
            context.Response.Clear();
            // What never arrived may be sent again, whatever it is; what may have arrived only where it changes nothing.
            if (!refused && !(error is ForwarderError.Request && IsSafe(context.Request.Method)))
                return Explain(error, failure);
        }
        return EdgeRefusal.NoSilo;
    }

    static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    static EdgeRefusal Explain(ForwarderError error, Exception? failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
                return EdgeRefusal.TooLarge;
            if (cause is BadHttpRequestException)
                return EdgeRefusal.Unreadable;
        }
        return error is ForwarderError.RequestTimedOut or ForwarderError.RequestBodyDestination ? EdgeRefusal.Late : EdgeRefusal.Interrupted;
    }
}
