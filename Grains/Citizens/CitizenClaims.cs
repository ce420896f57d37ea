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
        if (events is [MergedInto merged])
            return [new(Pair(id, merged.Survivor))];
        if (ReferenceEquals(before.ContactPoints, after.ContactPoints))
            return [];
        var from = events.OfType<DuplicateAbsorbed>().FirstOrDefault()?.Duplicate.ToString();
        var claims = new List<UniqueClaim>(2);
        foreach (var point in after.ContactPoints)
            if (before.ContactPoints.Find(point.Kind, point.Value) is not { } known || known.Verified != point.Verified)
                claims.Add(new(digest.Of(point), point.Verified, from));
        return claims;
    }

    /// <summary>The contact points that were corrected away.</summary>
    internal static IReadOnlyList<ClaimKey> GivenUp(ContactPointDigest digest, CitizenState before, CitizenState after) =>
        ReferenceEquals(before.ContactPoints, after.ContactPoints) || before.ContactPoints.Count == 0
            ? []
            : [.. before.ContactPoints.Where(point => after.ContactPoints.Find(point.Kind, point.Value) is null).SelectMany(digest.Every)];

    // Two files told to join each other at the same moment would both be gone: one pair, one merge.
    static ClaimKey Pair(CitizenId one, CitizenId other) =>
        new("merge", one.Value.CompareTo(other.Value) < 0 ? $"{one}+{other}" : $"{other}+{one}");
}
