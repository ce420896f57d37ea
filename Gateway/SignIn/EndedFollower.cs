using Platform.Gateway.Contracts;
using Platform.Gateway.Silos;

namespace Platform.Gateway.SignIn;

/// <summary>Hears which sessions were signed out at other gateways.</summary>
sealed class EndedFollower(
    Sessions sessions, SiloPool pool, SiloClient client, GatewaySettings settings, TimeProvider clock, ILogger<EndedFollower> log)
    : Following<RevokedSessionList>(pool, client, settings, clock, log)
{
    long _version = -1;

    protected override string Path => $"{RevokedSessionList.Path}?after={_version}";

    protected override void Follow(RevokedSessionList told)
    {
        foreach (var ended in told.Sessions)
            sessions.Hear(ended);
        _version = told.Version;
    }

    // Another silo's word may be behind by a moment: what it tells twice does no harm.
    protected override void Miss(int times) => _version = -1;
}
