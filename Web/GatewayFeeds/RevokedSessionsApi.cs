using Platform.Gateway.Contracts;
using Platform.Web.Access;

namespace Platform.Web.GatewayFeeds;

/// <summary>Gateways tell of sign-outs here, and hear of those of other gateways: see <see cref="RevokedSessionList"/>.</summary>
static class RevokedSessionsApi
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(25), Longest = TimeSpan.FromDays(1);

    public static void MapRevokedSessions(this IEndpointRouteBuilder app)
    {
        app.MapGet(RevokedSessionList.Path, Tell).RequireAuthorization(Permission.Directory).ExcludeFromDescription();
        app.MapPost(RevokedSessionList.Path, Hear).RequireAuthorization(Permission.SessionsEnd).ExcludeFromDescription();
    }

    static async Task<IResult> Tell(long? after, RevokedSessions sessions, ILongPollShutdown shutdown, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, shutdown.LongPollsEnd);
        return TypedResults.Ok(await sessions.After(after ?? -1, Timeout, either.Token));
    }

    static async Task<IResult> Hear(RevokedSession ended, RevokedSessions sessions, TimeProvider clock, CancellationToken cancellation)
    {
        if (ended is not { Id.Length: > 0 and <= 64 } || ended.Until > clock.GetUtcNow() + Longest)
            return TypedResults.BadRequest();
        await sessions.Revoke(ended, cancellation);
        return TypedResults.NoContent();
    }
}
