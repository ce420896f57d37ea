using Platform.Grains.Contacts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Identities;

namespace Platform.Grains.Citizens;

/// <summary>What a file owns alone in its tenant, as its facts change it.</summary>
static class CitizenClaims
{
    /// <summary>The contact points that are new or newly proven; a merged duplicate's may be taken from it.</summary>
    internal static IReadOnlyList<UniqueClaim> Taken(
        ContactPointDigest digest, CitizenId id, CitizenState before, CitizenState after, IReadOnlyList<CitizenEvent> events)
    {
        // The survivor must not be merged away while this file joins it, nor this one be joined: three merges in a ring would leave no file.
        // The duplicate's marker stays, the survivor gives its own back when it takes the duplicate in.
        return events switch
        {
            [MergedInto merged] => [new(Merge(id)), new(Merge(merged.Survivor))],
            [DuplicateAbsorbed absorbed] when absorbed.Duplicate.ToString() is var from =>
                [new(Merge(id), From: from), .. ContactPoints(digest, before, after, from)],
            _ => ContactPoints(digest, before, after, null),
        };
    }

    static IReadOnlyList<UniqueClaim> ContactPoints(ContactPointDigest digest, CitizenState before, CitizenState after, string? from)
    {
        if (ReferenceEquals(before.ContactPoints, after.ContactPoints))
            return [];
        var claims = new List<UniqueClaim>(2);
        foreach (var point in after.ContactPoints)
            if (before.ContactPoints.Find(point.Kind, point.Value) is not { } known || known.Verified != point.Verified)
                claims.Add(new(digest.Of(point), point.Verified, from));
        return claims;
    }

    /// <summary>The contact points that were corrected away, and the marker of a merge that is complete or undone.</summary>
    internal static IReadOnlyList<ClaimKey> GivenUp(
        ContactPointDigest digest, CitizenId id, CitizenState before, CitizenState after, IReadOnlyList<CitizenEvent> events) =>
        events is [DuplicateAbsorbed or MergeCancelled]
            ? [Merge(id)]
            : ReferenceEquals(before.ContactPoints, after.ContactPoints) || before.ContactPoints.Count == 0
            ? []
            : [.. before.ContactPoints.Where(point => after.ContactPoints.Find(point.Kind, point.Value) is null).SelectMany(digest.Every)];

    /// <summary>What a merge holds of each of its two files.</summary>
    internal static ClaimKey Merge(CitizenId file) => new("merge", file.ToString());
}
