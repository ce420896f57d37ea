using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;
using Platform.Web.Problems;

namespace Platform.Web.Api;

/// <summary>The public sheets of a town's services (F3).</summary>
static class ServicesApi
{
    public static void MapServices(this IEndpointRouteBuilder app)
    {
        var services = app.Concept("/services", "Services").RequireAuthorization(Permission.Public);
        services.MapGet("", (HttpContext context) => TypedResults.Ok(new ServicePage([.. context.Tenant().Settings.Services.Select(Sheet)])))
            .WithName("ListServices").WithSummary("Lists the services of the authority, each with its public sheet.");
        services.MapGet("/{id:service}", Read).WithName("ReadService").WithSummary("Reads the public sheet of a service.")
            .Produces<ServiceSheet>().ProducesProblem(404);
    }

    static IResult Read(ServiceId id, HttpContext context) =>
        context.Tenant().Service(id) is { } service ? TypedResults.Ok(Sheet(service)) : Problem.NotFound;

    // The sector is a wall inside the house, not a thing to tell the public.
    static ServiceSheet Sheet(Service service) => new(
        service.Id, service.Name, service.Purpose, service.Points, service.Hours, service.Appointment, service.Access, service.Busy);

    sealed record ServicePage(IReadOnlyList<ServiceSheet> Items);

    sealed record ServiceSheet(
        ServiceId Id, LocalText Name, LocalText Purpose, IReadOnlyList<ServicePoint> Points, IReadOnlyList<OpeningHours> Hours,
        LocalText? Appointment, LocalText? Access, LocalText? Busy);
}
