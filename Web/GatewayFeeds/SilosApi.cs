using Platform.Gateway.Contracts;
using Platform.Web.Access;

namespace Platform.Web.GatewayFeeds;

/// <summary>Tells gateways which silos are active: <c>GET /edge/silos?after=VERSION</c> answers as soon as the list is another.</summary>
static class SilosApi
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(25);

    public static void MapSilos(this IEndpointRouteBuilder app) =>
        app.MapGet(SiloList.Path, List).RequireAuthorization(Permission.Directory).ExcludeFromDescription();

    static async Task<IResult> List(long? after, ISiloDirectory silos, ILongPollShutdown shutdown, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, shutdown.LongPollsEnd);
        await silos.WaitForChange(after ?? -1, Timeout, either.Token);
        return TypedResults.Ok(silos.List());
    }
}
