using Platform.LoadTests.Load.Contacts;

namespace Platform.LoadTests.Journeys.Replay;

/// <summary>An invented citizen. Their first way of being found is given at every contact, so that one person is one file.</summary>
/// <param name="Number">Their place in the population.</param>
/// <param name="Tenant">Where they live.</param>
/// <param name="Name">Invented.</param>
/// <param name="Email">Under a name reserved for examples (RFC 2606); null where they have none.</param>
/// <param name="Phone">Of the ranges that ARCEP reserves for fiction; null where they have none.</param>
/// <param name="Language">BCP 47.</param>
sealed record Person(int Number, string Tenant, string Name, string? Email, string? Phone, string Language)
{
    static readonly string[] First =
        ["Ada", "Émile", "Jeanne", "Karim", "Léa", "Mathieu", "Inès", "François", "Zoé", "Günther", "Marie-Claire", "Théo", "Aïcha", "Luc"];

    static readonly string[] Last =
        ["Martin", "Lefèvre", "Nguyen", "Garcia", "O'Brien", "Schmit", "Müller", "da Silva", "Petit", "Benali", "d'Aubigné", "Roux", "Weber"];

    /// <summary>Invents one.</summary>
    public static Person Invent(int number, string tenant, Random chance)
    {
        var (first, last) = (First[chance.Next(First.Length)], Last[chance.Next(Last.Length)]);
        var ways = chance.NextDouble();
        return new(
            number, tenant, $"{first} {last}",
            // Half leave both, a third their mail alone, the others their phone alone.
            ways < 0.83 ? $"habitant.{number}@{tenant}.example" : null,
            ways is < 0.5 or >= 0.83 ? FictionalPhone.Of(number) : null,
            chance.NextDouble() switch { < 0.86 => "fr", < 0.93 => "en", < 0.97 => "de", _ => "lb" });
    }
}
