using Platform.Grains.Interfaces.Contracts;

namespace Platform.Grains.Interfaces.Tenants;

/// <summary>Design tokens of a tenant's pages. Colours are <c>#rrggbb</c>; their contrast is checked when they are set (WCAG 2.2, 1.4.3).</summary>
/// <param name="Primary">Headers, buttons and links; white text on it must reach 4.5:1.</param>
/// <param name="Accent">Ornament and focus; 3:1 on white.</param>
/// <param name="Monogram">One to three letters that stand for the logo.</param>
/// <param name="Tagline">Under the name, or null.</param>
[GenerateSerializer, Immutable, Alias("brand")]
public sealed record Brand(
    [property: Id(0)] string Primary, [property: Id(1)] string Accent, [property: Id(2)] string Monogram, [property: Id(3)] LocalText? Tagline = null);
