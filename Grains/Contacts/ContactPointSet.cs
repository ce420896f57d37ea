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

    /// <summary>Each in the form of today, once: earlier releases read phones and mails otherwise. The same list where nothing differs.</summary>
    internal static IReadOnlyList<ContactPoint> InTodaysForm(this IReadOnlyList<ContactPoint> points)
    {
        for (var i = 0; i < points.Count; i++)
            if (!ReferenceEquals(ContactPointParser.Today(points[i]), points[i]))
                return points.Select(ContactPointParser.Today).Aggregate((IReadOnlyList<ContactPoint>)[], static (known, point) => known.With(point));
        return points;
    }

    internal static IReadOnlyList<ContactPoint> Without(this IReadOnlyList<ContactPoint> points, ContactPointKind kind, string? value) =>
        points.Find(kind, value) is { } known ? [.. points.Where(other => !ReferenceEquals(other, known))] : points;
}
