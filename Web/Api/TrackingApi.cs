using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;
using Platform.Web.Portal.Tracking;
using Platform.Web.Problems;

namespace Platform.Web.Api;

/// <summary>Where a request stands, by its code.</summary>
static class TrackingApi
{
    public static void MapTracking(this IEndpointRouteBuilder app) =>
        app.Concept("/tracking", "Tracking").RequireAuthorization(Permission.Public).MapGet("/{code}", Find)
            .WithName("TrackRequest").WithSummary("Where a request stands, for whoever holds its tracking code.").Produces<Tracked>().ProducesProblem(404);

    static async Task<IResult> Find(string code, HttpContext context, RequestTracking tracking, CancellationToken cancellation)
    {
        context.Response.Headers.CacheControl = "no-store";
        return await tracking.Find(context.Tenant(), code, cancellation) is { } tracked
            ? TypedResults.Ok(tracked)
            : Problem.Of(new NoSuchRequest());
    }
}
