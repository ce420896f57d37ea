using Platform.Access;
using Platform.Api;
using Platform.Citizens;
using Platform.Contacts;
using Platform.Tenants;

namespace Platform.Measurement;

/// <summary>The edge ceiling: a contact answered at once, with nothing behind. What gateway, context and HTTP cost by themselves.</summary>
/// <remarks>Only there where <c>Measurement:Edge</c> is true: it acknowledges what it does not keep.</remarks>
static class MeasurementApi
{
    public static void MapMeasurement(this IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetRequiredService<IConfiguration>().GetValue("Measurement:Edge", false))
            app.MapPost("/measurement/contacts", (RequestDelegate)Answer).Requires(Scopes.ContactsWrite).ExcludeFromDescription();
    }

    static async Task Answer(HttpContext context)
    {
        var (body, problem) = await Json.Whole(context);
        if (problem is not null)
        {
            await problem.Answer(context);
            return;
        }
        context.Request.BodyReader.AdvanceTo(body.End);
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        await ContactAnswer.Write(context, new(CitizenId.New(now), 1, now));
    }
}
