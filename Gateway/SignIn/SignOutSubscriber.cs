using Platform.Gateway.Contracts;
using Platform.Gateway.Silos;

namespace Platform.Gateway.SignIn;

/// <summary>Hears which sessions were signed out at other gateways.</summary>
sealed class SignOutSubscriber(
    Sessions sessions, SiloPool pool, SiloClient client, GatewaySettings settings, TimeProvider clock, ILogger<SignOutSubscriber> log)
    : LongPollClient<RevokedSessionList>(pool, client, settings, clock, log)
{
    long _version = -1;

    protected override string Path => $"{RevokedSessionList.Path}?after={_version}";

    protected override void Apply(RevokedSessionList told)
    {
        foreach (var ended in told.Sessions)
            sessions.Revoke(ended);
        _version = told.Version;
    }

    // Another silo's word may be behind by a moment: what it tells twice does no harm.
    protected override void OnFailure(int times) => _version = -1;
}
