using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Web.Access;
using Platform.Web.Api;
using Platform.Web.Portal.Tracking;
using Platform.Web.Serialization;

namespace Platform.Web;

/// <summary>The HTTP API as a part of the silo: docs/api.md.</summary>
static class ApiHost
{
    public static void AddApi(this IServiceCollection services)
    {
        services.AddSingleton<CitizenFileAccess>().AddSingleton<CitizenSearch>().AddSingleton<RequestAccess>().AddSingleton<RequestTracking>();
        services.ConfigureHttpJsonOptions(json => Json.Configure(json.SerializerOptions));
        services.AddDescription();
        services.Configure<RouteOptions>(routes =>
        {
            routes.ConstraintMap["citizen"] = typeof(IdConstraint<CitizenId>);
            routes.ConstraintMap["request"] = typeof(IdConstraint<RequestId>);
            routes.ConstraintMap["service"] = typeof(IdConstraint<ServiceId>);
            routes.ConstraintMap["tenant"] = typeof(IdConstraint<TenantId>);
        });
    }

    public static void MapApi(this IEndpointRouteBuilder app)
    {
        app.MapContacts();
        app.MapCitizens();
        app.MapRequests();
        app.MapTracking();
        app.MapServices();
        app.MapTenants();
        app.MapOperations();
        app.MapMeasurement();
        app.MapDescription();
    }
}
