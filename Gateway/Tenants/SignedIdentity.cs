using Platform.Gateway.Contracts;
using Platform.Gateway.Forwarding;

namespace Platform.Gateway.Tenants;

/// <summary>Someone the gateway vouches for. The signed text serves for half a minute, so that signing costs a request nothing.</summary>
sealed class SignedIdentity
{
    const long RenewalSeconds = 30, ValiditySeconds = 90;

    readonly SignedContext _who;
    readonly byte[] _secret;
    readonly TimeProvider _clock;
    Signature? _last;

    public SignedIdentity(SignedContext who, GatewaySettings settings, TimeProvider clock)
    {
        (_who, _secret, _clock) = (who, settings.Secret, clock);
        Passage = new(this, settings.AllowHttp);
    }

    /// <summary>The gateway itself, asking for itself.</summary>
    public static SignedIdentity OfGateway(GatewaySettings settings, TimeProvider clock) => new(new("-", "gateway", Roles.Gateway, 0), settings, clock);

    public SignedContext Context => _who;

    /// <summary>What a request of theirs becomes on its way to a silo.</summary>
    public SiloRequestTransformer Passage { get; }

    public string HeaderValue
    {
        get
        {
            var now = _clock.GetUtcNow().ToUnixTimeSeconds();
            // Two threads may both sign at the turn; either text is good.
            if (_last is not { } last || now >= last.At + RenewalSeconds || now < last.At)
                _last = last = new(now, (_who with { Expires = now + ValiditySeconds }).Sign(_secret));
            return last.Text;
        }
    }

    sealed record Signature(long At, string Text);
}
