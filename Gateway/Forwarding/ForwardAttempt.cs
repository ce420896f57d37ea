using System.Diagnostics;
using System.Net;
using Platform.Gateway.Silos;
using Platform.Gateway.Tenants;
using Yarp.ReverseProxy.Forwarder;

namespace Platform.Gateway.Forwarding;

/// <summary>A request on its way to a silo, as often as it takes.</summary>
/// <param name="client">The connections.</param>
/// <param name="context">The client's side.</param>
/// <param name="who">Who asks.</param>
/// <param name="body">Whole, or null.</param>
/// <param name="end">When its time is over, by <see cref="Environment.TickCount64"/>.</param>
/// <param name="patience">How long an answer that has begun may pause, in milliseconds.</param>
/// <param name="answered">Told when an answer begins that is handed on: how long the silo took, in ticks; null where it could not.</param>
sealed class ForwardAttempt(SiloClient client, HttpContext context, SignedIdentity who, byte[]? body, long end, long patience, Action<long?> answered)
{
    /// <summary>Sends it to one silo and hands the answer on.</summary>
    /// <param name="silo">Where to.</param>
    /// <param name="mayAskElsewhere">Asked where the silo says that it cannot just now; null where its word is final.</param>
    public async ValueTask<ForwardOutcome> Send(SiloDestination silo, Func<SiloDestination, bool>? mayAskElsewhere)
    {
        var givenUp = silo.PendingCancellation;
        using var attempt = AttemptTimeout.Start(context.RequestAborted, givenUp, end - Environment.TickCount64);
        var since = Stopwatch.GetTimestamp();
        var waits = true;
        silo.RequestStarted();
        try
        {
            using var request = await Make(silo, attempt.Token);
            using var answer = await client.SendAsync(request, attempt.Token);
            waits = false;
            silo.RequestEnded();
            silo.RecordResponse();
            if (answer.StatusCode is HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null
                && mayAskElsewhere is not null && mayAskElsewhere(silo))
                return ForwardOutcome.Unavailable;
            answered(answer.StatusCode < HttpStatusCode.InternalServerError ? Stopwatch.GetTimestamp() - since : null);
            if (await ResponseRelay.Relay(context, answer, who, attempt, patience))
                return ForwardOutcome.Responded;
            context.Response.Clear();
            return Why(silo, givenUp, attempt, refused: false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return Why(silo, givenUp, attempt, e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError });
        }
        finally
        {
            if (waits)
                silo.RequestEnded();
        }
    }

    ForwardOutcome Why(SiloDestination silo, CancellationToken givenUp, AttemptTimeout attempt, bool refused)
    {
        if (context.RequestAborted.IsCancellationRequested)
            return ForwardOutcome.ClientDisconnected;
        if (givenUp.IsCancellationRequested)
            return ForwardOutcome.ResponseLost;
        if (attempt.IsCancellationRequested)
            return ForwardOutcome.TimedOut;
        silo.MarkUnhealthy();
        return refused ? ForwardOutcome.ConnectionRefused : ForwardOutcome.ResponseLost;
    }

    async ValueTask<HttpRequestMessage> Make(SiloDestination silo, CancellationToken cancellation)
    {
        var asked = context.Request;
        var request = new HttpRequestMessage(
            HttpMethod.Parse(asked.Method), RequestUtilities.MakeDestinationAddress(silo.Prefix, asked.Path, asked.QueryString))
        {
            Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body is null ? null : new ByteArrayContent(body),
        };
        await who.Passage.TransformRequestAsync(context, request, silo.Prefix, cancellation);
        return request;
    }
}

/// <summary>How a sending ended.</summary>
enum ForwardOutcome
{
    /// <summary>With a silo's answer, or with a broken half of one.</summary>
    Responded,

    /// <summary>The client left.</summary>
    ClientDisconnected,

    /// <summary>Time is over.</summary>
    TimedOut,

    /// <summary>It never arrived.</summary>
    ConnectionRefused,

    /// <summary>It may have arrived, and no answer came.</summary>
    ResponseLost,

    /// <summary>The silo says that it cannot just now.</summary>
    Unavailable,
}
