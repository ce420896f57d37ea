using Platform.Gateway.Problems;

namespace Platform.Gateway.Forwarding;

/// <summary>Refuses requests of a shape that nothing here has a use for, and that another server on the way may read in another way.</summary>
static class RequestShape
{
    public static GatewayProblem? ProblemOf(HttpRequest request)
    {
        if (HttpMethods.IsTrace(request.Method) || HttpMethods.IsConnect(request.Method))
            return GatewayProblem.NoSuchMethod;
        // No header is looked up that a request without a body cannot need.
        if (HttpMethods.IsGet(request.Method) && request.ContentLength is null && request.Headers.TransferEncoding.Count == 0)
            return null;
        // Both lengths in one request are how requests are smuggled (RFC 9112, 6.1). Kestrel takes the chunks and keeps the other under this name.
        if (request.Headers.TransferEncoding.Count > 0 && (request.ContentLength is not null || request.Headers.ContainsKey("X-Content-Length")))
        {
            request.HttpContext.Response.Headers.Connection = "close";
            return GatewayProblem.Unreadable;
        }
        // .NET decodes no UTF-7 and throws where such a form is read; nobody has sent it for decades but to slip markup past filters.
        if (request.ContentType is { } type && (type.Contains("utf-7", StringComparison.OrdinalIgnoreCase) || type.Contains("utf7", StringComparison.OrdinalIgnoreCase)))
            return GatewayProblem.Unreadable;
        return request.Headers.ContentEncoding is { Count: > 0 } encoding && encoding != "identity" ? GatewayProblem.Encoded : null;
    }
}
