using System.Text.Json;
using Platform.Gateway.Contracts.Operations;
using Platform.Web.Access;
using Platform.Web.Operations.Monitoring;
using Platform.Web.Problems;

namespace Platform.Web.GatewayFeeds;

/// <summary>Where gateways, which know no database, say how they are.</summary>
static class NodeStatusApi
{
    // A gateway with every tenant of a national platform says about 200 KB.
    const int Largest = 1024 * 1024;

    public static void MapFigures(this IEndpointRouteBuilder app) =>
        app.MapPost(NodeStatus.Path, Hear).RequireAuthorization(Permission.FiguresWrite).ExcludeFromDescription();

    static async Task<IResult> Hear(HttpContext context, NodeStatusBoard board, CancellationToken cancellation)
    {
        if (context.Request.ContentLength > Largest)
            return Problem.TooLarge(Largest);
        try
        {
            var told = await JsonSerializer.DeserializeAsync<NodeStatus>(context.Request.Body, NodeStatusBoard.Json, cancellation);
            // A gateway speaks for gateways: no silo's place on the board can be taken from outside.
            if (told is not { Node.Length: > 0 and <= 200, Kind: NodeKinds.Gateway, State.Length: > 0 and <= 40 })
                return TypedResults.BadRequest();
            await board.Report(told, cancellation);
            return TypedResults.NoContent();
        }
        catch (JsonException)
        {
            return TypedResults.BadRequest();
        }
    }
}
