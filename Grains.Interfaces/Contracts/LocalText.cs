namespace Platform.Grains.Interfaces.Contracts;

/// <summary>A text in the languages of the house. French is always there; a missing one falls back to it.</summary>
[GenerateSerializer, Immutable, Alias("local-text")]
public sealed record LocalText(
    [property: Id(0)] string Fr, [property: Id(1)] string? En = null, [property: Id(2)] string? De = null, [property: Id(3)] string? Lb = null)
{
    /// <summary>The text in a language (<c>fr en de lb</c>), or in French.</summary>
    public string In(string language) => language switch { "en" => En, "de" => De, "lb" => Lb, _ => null } ?? Fr;
}
