using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Requests;

/// <summary>A request's changes on their way into its citizen's history, which may since have joined another's.</summary>
static class RequestSteps
{
    internal const int LongestChain = 16;

    /// <summary>The id under which a step is told: whoever tells it, and however often, it is told once.</summary>
    internal static string CommandId(RequestId request, long version) => $"request/{request}/{version}";

    internal static async Task<Outcome<Receipt>> Tell(IGrainFactory grains, TenantId tenant, CitizenId citizen, Actor by, RequestStep step)
    {
        var command = new FollowRequest(CommandId(step.Request, step.Version), by, step);
        var outcome = await grains.Citizen(tenant, citizen).Follow(command);
        for (var hop = 0; outcome.Refusal is FileMerged merged && hop < LongestChain; hop++)
            outcome = await grains.Citizen(tenant, merged.Survivor).Follow(command);
        return outcome;
    }
}
