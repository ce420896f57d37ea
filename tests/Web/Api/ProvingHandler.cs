using Platform.Gateway.Contracts;

namespace Platform.Tests.Web.Api;

/// <summary>Binds every context to its request, as a gateway does.</summary>
sealed class ProvingHandler(byte[] secret, HttpMessageHandler? inner = null) : DelegatingHandler(inner ?? new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.TryGetValues(SignedContext.Header, out var contexts) && !request.Headers.Contains(RequestProof.Header))
        {
            var target = request.RequestUri!.PathAndQuery;
            var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            var (context, now) = (contexts.First(), DateTimeOffset.UtcNow.ToUnixTimeSeconds());
            request.Headers.Add(RequestProof.Header, target.StartsWith("/api/contacts/batch", StringComparison.Ordinal)
                ? RequestProof.SignStreamed(secret, request.Method.Method, target, context, now)
                : RequestProof.Sign(secret, request.Method.Method, target, context, body, now));
        }
        return await base.SendAsync(request, cancellationToken);
    }
}
