namespace Platform.Grains.Interfaces.Contracts;

/// <summary>Something a person, a machine or a deadline asks for. Repeating its id repeats nothing.</summary>
/// <param name="CommandId">Unique within the tenant, 1 to 200 characters; begins with who sent it, so that nobody meets another's answer.</param>
/// <param name="By">Who asks.</param>
[GenerateSerializer, Immutable, Alias("command")]
public abstract record Command([property: Id(0)] string CommandId, [property: Id(1)] Actor By);

/// <summary>Who acts, as it is kept in a history (F13, F21): an opaque subject, and the name and service that answers carry.</summary>
/// <param name="Subject">Opaque and stable: <c>agent:camille</c>, <c>key:demo</c>, <c>citizen:...</c>, <c>platform</c>.</param>
/// <param name="Name">The name that answers carry; null for a machine.</param>
/// <param name="Service">The service the person acts for; null where none.</param>
[GenerateSerializer, Immutable, Alias("actor")]
public sealed record Actor([property: Id(0)] string Subject, [property: Id(1)] string? Name = null, [property: Id(2)] string? Service = null)
{
    /// <summary>The platform itself: deadlines, followers, seeds.</summary>
    public static Actor Platform { get; } = new("platform");
}

/// <summary>A member that says something about a person: sealed with the citizen's key, gone when they are erased.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute : Attribute;
