using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Citizens;

/// <summary>The second half of a merge: the survivor takes the duplicate in. Done by the duplicate, or after a crash by the follower.</summary>
static class Merging
{
    const int LongestChain = 16;

    /// <summary>The id under which a duplicate is absorbed, once.</summary>
    internal static string CommandId(CitizenId duplicate) => $"merge/{duplicate}";

    /// <summary>Sends the survivor, or whoever the survivor itself joined since, what the duplicate knew.</summary>
    internal static async Task<Outcome<Receipt>> Finish(IGrainFactory grains, TenantId tenant, CitizenId id, CitizenState merged, Actor by)
    {
        var command = new AbsorbDuplicate(CommandId(id), by, id, merged.Version, merged.Identity, merged.ContactPoints);
        var survivor = merged.MergedInto ?? throw new ArgumentException("The file joined no other.", nameof(merged));
        var outcome = await grains.Citizen(tenant, survivor).Absorb(command);
        for (var hop = 0; outcome.Refusal is FileMerged further && hop < LongestChain; hop++)
            outcome = await grains.Citizen(tenant, further.Survivor).Absorb(command);
        return outcome;
    }
}
