using Platform.Citizens;
using Platform.Contacts;
using Platform.Measurement;
using Platform.Operations;
using Platform.Requests;
using Platform.Services;
using Platform.Tenants;
using Platform.Tracking;

namespace Platform.Api;

/// <summary>The HTTP API as a part of the silo: docs/api.md.</summary>
static class ApiHost
{
    public static void AddApi(this IServiceCollection services)
    {
        services.AddSingleton<Access.Looks>();
        services.AddSingleton<CitizenDesk>().AddSingleton<CitizenSearch>().AddSingleton<RequestDesk>().AddSingleton<RequestList>().AddSingleton<Tracker>();
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
