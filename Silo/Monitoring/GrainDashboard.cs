using Orleans.Dashboard;
using Platform.Web.Access;

namespace Platform.Silo.Monitoring;

/// <summary>Orleans' own dashboard at <c>/operations/grains/</c>, for operators. Setting: <c>Operations:GrainDashboard</c>.</summary>
/// <remarks>Off unless asked for: it times every call of every grain. The state of a grain and the live log are not shown: both may hold people.</remarks>
static class GrainDashboard
{
    const string Path = "/operations/grains", GrainState = "GrainState";

    public static void AddGrainDashboard(this ISiloBuilder silo)
    {
        if (IsOn(silo.Configuration))
            silo.AddDashboard(static dashboard => dashboard.HideTrace = true);
    }

    public static void MapGrainDashboard(this WebApplication app)
    {
        if (!IsOn(app.Configuration))
            return;
        IEndpointConventionBuilder dashboard = app.MapOrleansDashboard(Path);
        dashboard.RequireAuthorization(Permission.OperationsRead);
        dashboard.Add(static endpoint =>
        {
            endpoint.Metadata.Add(new ExcludeFromDescriptionAttribute());
            if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } route } && route.Contains(GrainState, StringComparison.OrdinalIgnoreCase))
                endpoint.RequestDelegate = static context =>
                {
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    return Task.CompletedTask;
                };
        });
    }

    static bool IsOn(IConfiguration configuration) => configuration.GetValue("Operations:GrainDashboard", false);
}
