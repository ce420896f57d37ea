using Platform.Gateway.Configuration;
using Platform.Gateway.Contracts;
using Platform.Gateway.Identity;

namespace Platform.Gateway.Destinations;

/// <summary>Calls silos for the gateway itself, under its own signed identity: health probes, long polls, status reports.</summary>
sealed class SiloControlClient(SiloClient client, GatewaySettings settings, TimeProvider clock)
{
    readonly SignedIdentity _gateway = SignedIdentity.OfGateway(settings, clock);

    public Task<HttpResponseMessage> Get(SiloDestination silo, string path, CancellationToken cancellation) =>
        Send(new(HttpMethod.Get, silo.Prefix + path), cancellation);

    public Task<HttpResponseMessage> Post<T>(SiloDestination silo, string path, T body, CancellationToken cancellation) =>
        Send(new(HttpMethod.Post, silo.Prefix + path) { Content = JsonContent.Create(body) }, cancellation);

    async Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken cancellation)
    {
        using (request)
        {
            ReadOnlyMemory<byte> body = request.Content is null ? default : await request.Content.ReadAsByteArrayAsync(cancellation);
            var context = _gateway.HeaderValue;
            request.Headers.TryAddWithoutValidation(SignedContext.Header, context);
            request.Headers.TryAddWithoutValidation(RequestProof.Header, _gateway.Prove(context, request.Method.Method, request.RequestUri!.PathAndQuery, body));
            return await client.SendAsync(request, cancellation);
        }
    }
}
