using System.Net.Http.Headers;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Platform.Gateway.Contracts;
using Platform.Gateway.Identity;
using Platform.Gateway.Responses;
using Platform.Gateway.SignIn;
using Yarp.ReverseProxy.Forwarder;

namespace Platform.Gateway.Forwarding;

/// <summary>The headers that a request has at a silo: an allow-list, so that nothing forged crosses, and the signed identity of the caller,
/// bound to this request.</summary>
/// <param name="caller">Authenticated.</param>
/// <param name="body">What is sent; null where it is relayed as it comes.</param>
sealed class SiloRequestTransformer(SignedIdentity caller, ReadOnlyMemory<byte>? body) : HttpTransformer
{
    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        var from = httpContext.Request.Headers;
        var to = proxyRequest.Headers;
        proxyRequest.RequestUri ??= RequestUtilities.MakeDestinationAddress(destinationPrefix, httpContext.Request.Path, httpContext.Request.QueryString);
        var context = caller.HeaderValue;
        to.TryAddWithoutValidation(SignedContext.Header, context);
        to.TryAddWithoutValidation(RequestProof.Header, caller.Prove(context, proxyRequest.Method.Method, proxyRequest.RequestUri.PathAndQuery, body));
        to.TryAddWithoutValidation(HeaderNames.Host, from.Host.ToString());
        to.TryAddWithoutValidation("X-Forwarded-For", httpContext.Connection.RemoteIpAddress?.ToString());
        to.TryAddWithoutValidation("X-Forwarded-Proto", httpContext.Request.Scheme);
        Copy(to, HeaderNames.Accept, from.Accept);
        Copy(to, HeaderNames.AcceptLanguage, from.AcceptLanguage);
        Copy(to, "Idempotency-Key", from["Idempotency-Key"]);
        Copy(to, HeaderNames.IfMatch, from.IfMatch);
        Copy(to, HeaderNames.IfNoneMatch, from.IfNoneMatch);
        Copy(to, HeaderNames.IfModifiedSince, from.IfModifiedSince);
        Copy(to, HeaderNames.Range, from.Range);
        Copy(to, HeaderNames.AcceptEncoding, from.AcceptEncoding);
        Copy(to, "Last-Event-ID", from["Last-Event-ID"]);
        Copy(to, "RequestVerificationToken", from["RequestVerificationToken"]);
        Copy(to, "HX-Request", from["HX-Request"]);
        Copy(to, "HX-Target", from["HX-Target"]);
        if (from.Cookie.Count > 0)
            Copy(to, HeaderNames.Cookie, SiloCookies.Restore(SessionCookie.Strip(from.Cookie), httpContext.Request.IsHttps));
        if (proxyRequest.Content?.Headers is { } content)
        {
            Copy(content, HeaderNames.ContentType, from.ContentType);
            Copy(content, HeaderNames.ContentLength, from.ContentLength is null ? default : from[HeaderNames.ContentLength]);
        }
        return default;
    }

    public override ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var copied = base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        if (proxyResponse is not null)
        {
            SecurityHeaders.Apply(httpContext);
            // What a silo did not declare as the same for everybody may be about a person: no cache keeps it.
            if (httpContext.Response.Headers.CacheControl.Count == 0)
                httpContext.Response.Headers.CacheControl = "no-store";
            if (httpContext.Request.IsHttps)
                SiloCookies.Protect(httpContext.Response.Headers);
        }
        return copied;
    }

    static void Copy(HttpHeaders to, string name, StringValues values)
    {
        if (values.Count == 1)
            to.TryAddWithoutValidation(name, values[0]);
        else if (values.Count > 1)
            to.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
    }
}
