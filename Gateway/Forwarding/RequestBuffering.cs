using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Platform.Gateway.Refusals;

namespace Platform.Gateway.Forwarding;

/// <summary>The body of a request, whole in memory: what may have to be sent twice must be held.</summary>
static class RequestBuffering
{
    /// <summary>Whether the request has one. An empty one of a named type is one: what is wrong with it is for the silo to say.</summary>
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

    /// <summary>What is wrong with a body that could not be read.</summary>
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
