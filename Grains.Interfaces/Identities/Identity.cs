namespace Platform.Grains.Interfaces.Identities;

/// <summary>What is known of who a citizen is. Every member may be unknown.</summary>
/// <param name="Name">As they say it, up to 200 characters.</param>
/// <param name="Email">As written; compared without case.</param>
/// <param name="Phone">As written; compared by its digits, in international form.</param>
[GenerateSerializer, Immutable, Alias("identity")]
public sealed record Identity([property: Id(0)] string? Name, [property: Id(1)] string? Email, [property: Id(2)] string? Phone)
{
    /// <summary>Nothing known.</summary>
    public static Identity Unknown { get; } = new(null, null, null);
}
