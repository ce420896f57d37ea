using Platform.Grains.Interfaces.Identities;

namespace Platform.Grains.Contacts;

/// <summary>The contact points of a file, each value once.</summary>
static class ContactPointSet
{
    internal static ContactPoint? Find(this IReadOnlyList<ContactPoint> points, ContactPointKind kind, string? value)
    {
        for (var i = 0; i < points.Count; i++)
            if (points[i].Kind == kind && points[i].Value == value)
                return points[i];
        return null;
    }

    internal static IReadOnlyList<ContactPoint> With(this IReadOnlyList<ContactPoint> points, ContactPoint point) =>
        points.Find(point.Kind, point.Value) is not { } known ? [.. points, point]
        : known.Verified || !point.Verified ? points
        : [.. points.Select(other => ReferenceEquals(other, known) ? point : other)];

    internal static IReadOnlyList<ContactPoint> Without(this IReadOnlyList<ContactPoint> points, ContactPointKind kind, string? value) =>
        points.Find(kind, value) is { } known ? [.. points.Where(other => !ReferenceEquals(other, known))] : points;
}
