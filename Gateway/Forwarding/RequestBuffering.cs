using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Platform.Gateway.Admission;
using Platform.Gateway.Configuration;
using Platform.Gateway.Problems;
using Platform.Gateway.SignIn;

namespace Platform.Gateway.Forwarding;

/// <summary>Buffers the body of a request in memory, within the bounds of <see cref="IncomingBodies"/>: a request that may be retried needs all of it.</summary>
sealed class RequestBuffering(IncomingBodies incoming, GatewaySettings settings)
{
    const string IdempotencyKey = "Idempotency-Key";

    readonly long _timeoutMilliseconds = settings.TimeoutSeconds * 1_000L;

    /// <summary>Whether the request has a body. An empty one with a content type counts: what is wrong with it is for the silo to say.</summary>
    public static bool HasBody(HttpRequest request) => request.ContentLength is 0
        ? request.ContentType is not null
        : request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false };

    /// <summary>The body, or the problem of one that is refused or never came; neither where the client disconnected.</summary>
    public async ValueTask<(RequestBody Body, GatewayProblem? Problem)> Read(HttpContext context, string tenant)
    {
        var request = context.Request;
        if (!CrossSiteCheck.IsSafeMethod(request.Method) && request.Headers[IdempotencyKey].Count == 0)
            request.Headers[IdempotencyKey] = Guid.NewGuid().ToString("N");
        if (!HasBody(request))
            return default;
        IncomingBody? held = null;
        try
        {
            if (TryReadAtOnce(request.BodyReader, out var small))
                return (new(small, null), null);
            held = incoming.TryBegin(ClientAddress.Of(context), tenant, request.ContentLength ?? (settings.BodyKilobytes * 1024L), out var exceeded);
            if (held is null)
                return (default, ProblemOf(exceeded));
            using var timeout = AttemptTimeout.Start(context.RequestAborted, default, _timeoutMilliseconds);
            var bytes = await ReadToEnd(request.BodyReader, timeout.Token);
            held.Arrived(bytes.Length);
            return (new(bytes, held), null);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            held?.Dispose();
            return (default, context.RequestAborted.IsCancellationRequested ? null : ProblemOf(e) ?? GatewayProblem.TooSlow);
        }
    }

    /// <summary>A body that is relayed as it comes: it counts for as long as it lasts, and takes no memory.</summary>
    public (RequestBody Body, GatewayProblem? Problem) Stream(HttpContext context, string tenant)
    {
        var held = incoming.TryBegin(ClientAddress.Of(context), tenant, 0, out var exceeded);
        return held is null ? (default, ProblemOf(exceeded)) : (new(null, held), null);
    }

    /// <summary>The problem of a body that could not be read; null where the failure has another cause.</summary>
    public static GatewayProblem? ProblemOf(Exception? failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is BadHttpRequestException bad)
                return bad.StatusCode switch
                {
                    StatusCodes.Status413PayloadTooLarge => GatewayProblem.TooLarge,
                    StatusCodes.Status408RequestTimeout => GatewayProblem.TooSlow,
                    _ => GatewayProblem.Unreadable,
                };
        }
        return null;
    }

    static GatewayProblem ProblemOf(BodyBound exceeded) => exceeded switch
    {
        BodyBound.Client => GatewayProblem.TooMany,
        BodyBound.Tenant => GatewayProblem.OverBudget,
        _ => GatewayProblem.Busy,
    };

    static bool TryReadAtOnce(PipeReader reader, out byte[] body)
    {
        body = [];
        if (!reader.TryRead(out var read))
            return false;
        if (!read.IsCompleted || read.Buffer.Length > IncomingBodies.Small)
        {
            // Nothing counts as examined, so that what is there already is read again at once.
            reader.AdvanceTo(read.Buffer.Start);
            return false;
        }
        body = read.Buffer.ToArray();
        reader.AdvanceTo(read.Buffer.End);
        return true;
    }

    static async ValueTask<byte[]> ReadToEnd(PipeReader reader, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}

/// <summary>The body of a request.</summary>
/// <param name="Bytes">Null where there is none, or it is a stream.</param>
/// <param name="Held">Counted until it is disposed; null where it is small.</param>
readonly record struct RequestBody(byte[]? Bytes, IncomingBody? Held);
