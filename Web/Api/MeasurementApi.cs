using System.Runtime;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Operations;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Web.Contacts;
using Platform.Web.Serialization;

namespace Platform.Web.Api;

/// <summary>The edge ceiling: a contact answered at once, with nothing behind. What gateway, context and HTTP cost by themselves. And what this
/// silo holds in memory after a full collection.</summary>
/// <remarks>Only there where <c>Measurement:Edge</c> is true: it acknowledges what it does not keep, and stands still while it collects.</remarks>
static class MeasurementApi
{
    const int Tries = 20;
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);


    public static void MapMeasurement(this IEndpointRouteBuilder app)
    {
        if (!app.ServiceProvider.GetRequiredService<IConfiguration>().GetValue("Measurement:Edge", false))
            return;
        app.MapPost("/measurement/contacts", (RequestDelegate)Answer).RequireAuthorization(Scopes.ContactsWrite).ExcludeFromDescription();
        app.MapPost("/measurement/memory", Weigh).RequireAuthorization(Scopes.ContactsWrite).ExcludeFromDescription();
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

    static async Task<IResult> Weigh(bool? leave, IGrainFactory grains, CancellationToken cancellation)
    {
        var citizens = await Citizens(grains);
        // Several times: a grain that is busy is not collected.
        for (var tries = 0; leave is true && citizens > 0 && tries < Tries; tries++)
        {
            await grains.Management().ForceActivationCollection(TimeSpan.Zero, cancellation);
            await Task.Delay(Pause, cancellation);
            citizens = await Citizens(grains);
        }
        // Twice: what the first finalises, the second frees.
        for (var i = 0; i < 2; i++)
        {
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return TypedResults.Ok(new Weight(GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet, citizens));
    }

    static async Task<int> Citizens(IGrainFactory grains) => (await grains.Management().GetSimpleGrainStatistics())
        .Where(static sort => sort.GrainType.Contains("CitizenGrain", StringComparison.Ordinal)).Sum(static sort => sort.ActivationCount);

    sealed record Weight(long Heap, long Resident, int Citizens);
}
