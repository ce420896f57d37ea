using Platform.Access;
using Platform.Silos;

namespace Platform.Edge;

/// <summary>Tells gateways of the silos that live: <c>GET /edge/silos?after=VERSION</c> answers as soon as the list is another.</summary>
static class SilosApi
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    public static void MapSilos(this IEndpointRouteBuilder app) =>
        app.MapGet("/edge/silos", Tell).Requires(Permission.Directory).ExcludeFromDescription();

    static async Task<IResult> Tell(long? after, ISiloRegister register, Draining draining, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, draining.Over);
        await register.Change(after ?? -1, Patience, either.Token);
        return TypedResults.Ok(register.List());
    }
}
