namespace Platform.Grains.Interfaces.Tenants;

/// <summary>What a tenant may take of the platform before it is asked to wait (429).</summary>
/// <param name="PerSecond">Requests a second that are always its own.</param>
/// <param name="Concurrent">Requests under way at once.</param>
[GenerateSerializer, Immutable, Alias("budget")]
public sealed record Budget([property: Id(0)] int PerSecond, [property: Id(1)] int Concurrent)
{
    /// <summary>Enough for any town on any day; a surge takes from what is shared.</summary>
    public static Budget Default { get; } = new(20_000, 1_000);
}
