using Platform.Gateway.Configuration;
using Platform.Gateway.Contracts;

namespace Platform.Gateway.Identity;

/// <summary>An authenticated caller, as signed for silos. The signature is renewed every 30 seconds, so that it costs a request nothing.</summary>
sealed class SignedIdentity(SignedContext context, GatewaySettings settings, TimeProvider clock)
{
    const long RenewalSeconds = 30, ValiditySeconds = 90;

    Signature? _signature;

    /// <summary>The gateway itself, which calls silos for itself.</summary>
    public static SignedIdentity OfGateway(GatewaySettings settings, TimeProvider clock) =>
        new(new("-", "gateway", Roles.Gateway, 0), settings, clock);

    public SignedContext Context { get; } = context;

    /// <summary>The value of the header <see cref="SignedContext.Header"/>.</summary>
    public string HeaderValue
    {
        get
        {
            var now = clock.GetUtcNow().ToUnixTimeSeconds();
            // Two threads may both renew it; either signature is valid.
            if (_signature is not { } signature || now >= signature.At + RenewalSeconds || now < signature.At)
                _signature = signature = new(now, (Context with { Expires = now + ValiditySeconds }).Sign(settings.Secret));
            return signature.Text;
        }
    }

    /// <summary>The value of the header <see cref="RequestProof.Header"/> for one request.</summary>
    /// <param name="context">The <see cref="HeaderValue"/> that it is sent with.</param>
    /// <param name="method">Of HTTP.</param>
    /// <param name="target">Path and query as they are sent.</param>
    /// <param name="body">Null where it is relayed as it comes.</param>
    public string Prove(string context, string method, string target, ReadOnlyMemory<byte>? body)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return body is { } bytes
            ? RequestProof.Sign(settings.Secret, method, target, context, bytes.Span, now)
            : RequestProof.SignStreamed(settings.Secret, method, target, context, now);
    }

    sealed record Signature(long At, string Text);
}
