using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Platform.Gateway.Problems;

namespace Platform.Gateway.Forwarding;

/// <summary>Buffers the body of a request in memory: a request that may be retried needs all of it.</summary>
static class RequestBuffering
{
    /// <summary>Whether the request has a body. An empty one with a content type counts: what is wrong with it is for the silo to say.</summary>
    public static bool HasBody(HttpRequest request) => request.ContentLength is 0
        ? request.ContentType is not null
        : request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false };

    /// <exception cref="BadHttpRequestException">Larger than allowed, too slow, or broken off.</exception>
    public static async ValueTask<byte[]> Read(HttpRequest request, CancellationToken cancellation)
    {
        var reader = request.BodyReader;
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
}
