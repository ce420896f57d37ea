using Platform.Gateway.Contracts;
using Platform.Gateway.Destinations;

namespace Platform.Gateway.SignIn;

/// <summary>Follows the sessions that were signed out at other gateways.</summary>
sealed class SignOutSubscriber(Sessions sessions, SiloPool pool, SiloControlClient client, TimeProvider clock, ILogger<SignOutSubscriber> log)
    : LongPollClient<RevokedSessionList>(pool, client, clock, log)
{
    long _version = -1;

    protected override string Path => $"{RevokedSessionList.Path}?after={_version}";

    protected override void Apply(RevokedSessionList response)
    {
        foreach (var session in response.Sessions)
            sessions.Revoke(session);
        _version = response.Version;
    }

    // The next silo may be behind by a moment: all are read anew, and revoking one twice does no harm.
    protected override void OnFailure(int failures) => _version = -1;
}
