using Platform.LoadTests.Load.Contacts;

namespace Platform.LoadTests.Journeys.Replay;

/// <summary>A synthetic citizen. Their first identifier is given at every contact, so that one person is one file.</summary>
/// <param name="Number">Their number.</param>
/// <param name="Tenant">Their tenant.</param>
/// <param name="Name">A made-up name.</param>
/// <param name="Email">In a domain reserved for examples (RFC 2606); null where they have none.</param>
/// <param name="Phone">In a range that ARCEP reserves for fiction; null where they have none.</param>
/// <param name="Language">A BCP 47 tag.</param>
sealed record SyntheticPerson(int Number, string Tenant, string Name, string? Email, string? Phone, string Language)
{
    static readonly string[] FirstNames =
        ["Ada", "Émile", "Jeanne", "Karim", "Léa", "Mathieu", "Inès", "François", "Zoé", "Günther", "Marie-Claire", "Théo", "Aïcha", "Luc"];

    static readonly string[] LastNames =
        ["Martin", "Lefèvre", "Nguyen", "Garcia", "O'Brien", "Schmit", "Müller", "da Silva", "Petit", "Benali", "d'Aubigné", "Roux", "Weber"];

    /// <summary>Creates one.</summary>
    public static SyntheticPerson Create(int number, string tenant, Random random)
    {
        var (first, last) = (FirstNames[random.Next(FirstNames.Length)], LastNames[random.Next(LastNames.Length)]);
        var draw = random.NextDouble();
        return new(
            number, tenant, $"{first} {last}",
            // Half give both, a third their mail address alone, the others their phone alone.
            draw < 0.83 ? $"habitant.{number}@{tenant}.example" : null,
            draw is < 0.5 or >= 0.83 ? FictionalPhone.Of(number) : null,
            random.NextDouble() switch { < 0.86 => "fr", < 0.93 => "en", < 0.97 => "de", _ => "lb" });
    }
}
