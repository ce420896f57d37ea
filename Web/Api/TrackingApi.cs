using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;
using Platform.Web.Portal.Tracking;
using Platform.Web.Problems;
using Platform.Web.Serialization;

namespace Platform.Web.Api;

/// <summary>Where a request stands, by its code.</summary>
static class TrackingApi
{
    public static void MapTracking(this IEndpointRouteBuilder app)
    {
        var tracking = app.Concept("/tracking", "Tracking").RequireAuthorization(Permission.Public);
        tracking.MapPost("", Find).WithName("TrackRequest").WithSummary("Where a request stands, by its tracking code.")
            .Produces<Tracked>().ProducesProblem(400).ProducesProblem(404);
        tracking.MapGet("/{code}", static (string code) => Problem.InAddress("/api/tracking", "code")).WithName("TrackRequestByAddress")
            .WithSummary("Gone: a code does not belong in an address. Use POST /api/tracking.").ProducesProblem(410);
    }

    static async Task<IResult> Find(JsonBody<CodeBody> asked, HttpContext context, RequestTracking tracking, CancellationToken cancellation)
    {
        context.Response.Headers.CacheControl = "no-store";
        return await tracking.Find(context.Tenant(), asked.Body.Code, cancellation) is { } tracked
            ? TypedResults.Ok(tracked)
            : Problem.Of(new NoSuchRequest());
    }

    sealed record CodeBody(string Code);
}
