using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenants;
using Platform.Silo.Citizens;
using Platform.Silo.Contacts;
using Platform.Silo.Measurement;
using Platform.Silo.Operations;
using Platform.Silo.Requests;
using Platform.Silo.Services;
using Platform.Silo.Tenants;
using Platform.Silo.Tracking;

namespace Platform.Silo.Api;

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
