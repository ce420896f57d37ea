using System.Diagnostics;
using System.Net;
using Platform.Gateway.Destinations;
using Yarp.ReverseProxy.Forwarder;

namespace Platform.Gateway.Forwarding;

/// <summary>Sends one buffered request to a silo, as often as it takes.</summary>
/// <param name="client">The connections.</param>
/// <param name="context">Of the client.</param>
/// <param name="transformer">Writes the headers.</param>
/// <param name="body">Buffered, or null.</param>
/// <param name="deadline">Of all attempts, by <see cref="Environment.TickCount64"/>.</param>
/// <param name="idleMilliseconds">How long a response that has begun may pause.</param>
/// <param name="onResponse">Called when a response begins that is relayed: with the latency of the silo in ticks, or null where it failed.</param>
sealed class ForwardAttempt(
    SiloClient client, HttpContext context, SiloRequestTransformer transformer, byte[]? body, long deadline, long idleMilliseconds, Action<long?> onResponse)
{
    /// <summary>Sends it to one silo and relays the response.</summary>
    /// <param name="silo">The destination.</param>
    /// <param name="mayRetry">Asked where the silo responds that it is unavailable for now; null where that response is final.</param>
    public async ValueTask<ForwardOutcome> Send(SiloDestination silo, Func<SiloDestination, bool>? mayRetry)
    {
        var pendingCancellation = silo.PendingCancellation;
        using var timeout = AttemptTimeout.Start(context.RequestAborted, pendingCancellation, deadline - Environment.TickCount64);
        var since = Stopwatch.GetTimestamp();
        var pending = true;
        silo.RequestStarted();
        try
        {
            using var request = await CreateRequest(silo, timeout.Token);
            using var response = await client.SendAsync(request, timeout.Token);
            pending = false;
            silo.RequestEnded();
            silo.RecordResponse();
            if (response.StatusCode is HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter is not null
                && mayRetry is not null && mayRetry(silo))
                return ForwardOutcome.Unavailable;
            onResponse(response.StatusCode < HttpStatusCode.InternalServerError ? Stopwatch.GetTimestamp() - since : null);
            if (await ResponseRelay.Relay(context, response, transformer, timeout, idleMilliseconds))
                return ForwardOutcome.Responded;
            context.Response.Clear();
            return FailureOf(silo, pendingCancellation, timeout, connectionRefused: false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return FailureOf(silo, pendingCancellation, timeout, e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError });
        }
        finally
        {
            if (pending)
                silo.RequestEnded();
        }
    }

    ForwardOutcome FailureOf(SiloDestination silo, CancellationToken pendingCancellation, AttemptTimeout timeout, bool connectionRefused)
    {
        if (context.RequestAborted.IsCancellationRequested)
            return ForwardOutcome.ClientDisconnected;
        if (pendingCancellation.IsCancellationRequested)
            return ForwardOutcome.ResponseLost;
        if (timeout.IsCancellationRequested)
            return ForwardOutcome.TimedOut;
        silo.MarkUnhealthy();
        return connectionRefused ? ForwardOutcome.ConnectionRefused : ForwardOutcome.ResponseLost;
    }

    async ValueTask<HttpRequestMessage> CreateRequest(SiloDestination silo, CancellationToken cancellation)
    {
        var original = context.Request;
        var request = new HttpRequestMessage(
            HttpMethod.Parse(original.Method), RequestUtilities.MakeDestinationAddress(silo.Prefix, original.Path, original.QueryString))
        {
            Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body is null ? null : new ByteArrayContent(body),
        };
        await transformer.TransformRequestAsync(context, request, silo.Prefix, cancellation);
        return request;
    }
}

/// <summary>The outcome of one attempt.</summary>
enum ForwardOutcome
{
    /// <summary>The response was relayed, or broke off after a part of it had been.</summary>
    Responded,

    /// <summary>The client disconnected.</summary>
    ClientDisconnected,

    /// <summary>The time is over.</summary>
    TimedOut,

    /// <summary>The request never arrived.</summary>
    ConnectionRefused,

    /// <summary>The request may have arrived, and no response came.</summary>
    ResponseLost,

    /// <summary>The silo responded that it is unavailable for now.</summary>
    Unavailable,
}
