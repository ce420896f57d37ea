using Platform.Grains.Interfaces.Services;

namespace Platform.Grains.Interfaces.Tenants;

/// <summary>Everything an authority sets about itself. Silos and gateways hold a copy and are told when it changes.</summary>
/// <param name="Name">As the public reads it: <c>Ville de Saint-Aubin</c>.</param>
/// <param name="Kind">What sort of authority.</param>
/// <param name="Parent">The EPCI of a commune, the département of an EPCI; null where none.</param>
/// <param name="Hosts">Exact host names, lower case; each belongs to one tenant of the whole platform.</param>
/// <param name="Brand">How its pages look.</param>
/// <param name="Languages">Of its pages, the first is the default: of <c>fr en de lb</c>.</param>
/// <param name="Calendar">When it works.</param>
/// <param name="Services">Its public sheets.</param>
/// <param name="Budget">Its reserved share of the platform.</param>
[GenerateSerializer, Immutable, Alias("tenant-settings")]
public sealed record TenantSettings(
    [property: Id(0)] string Name, [property: Id(1)] TenantKind Kind, [property: Id(2)] TenantId? Parent,
    [property: Id(3)] IReadOnlyList<string> Hosts, [property: Id(4)] Brand Brand, [property: Id(5)] IReadOnlyList<string> Languages,
    [property: Id(6)] Calendar Calendar, [property: Id(7)] IReadOnlyList<Service> Services, [property: Id(8)] Budget Budget);

/// <summary>The sorts of authority.</summary>
public enum TenantKind
{
    /// <summary>A commune.</summary>
    Commune,

    /// <summary>An établissement public de coopération intercommunale: a grouping of communes.</summary>
    Epci,

    /// <summary>A département.</summary>
    Departement,
}

/// <summary>Design tokens of a tenant's pages. Colours are <c>#rrggbb</c>; their contrast is checked when they are set (WCAG 2.2, 1.4.3).</summary>
/// <param name="Primary">Headers, buttons and links; white text on it must reach 4.5:1.</param>
/// <param name="Accent">Ornament and focus; 3:1 on white.</param>
/// <param name="Monogram">One to three letters that stand for the logo.</param>
/// <param name="Tagline">Under the name, or null.</param>
[GenerateSerializer, Immutable, Alias("brand")]
public sealed record Brand(
    [property: Id(0)] string Primary, [property: Id(1)] string Accent, [property: Id(2)] string Monogram, [property: Id(3)] LocalText? Tagline = null);

/// <summary>When an authority works.</summary>
/// <param name="TimeZone">IANA name: <c>Europe/Paris</c>.</param>
/// <param name="Hours">Phone hours (F2: Monday to Friday, 8 to 19 h, by default).</param>
/// <param name="Closed">Days on which it is closed: public holidays and its own.</param>
[GenerateSerializer, Immutable, Alias("calendar")]
public sealed record Calendar(
    [property: Id(0)] string TimeZone, [property: Id(1)] IReadOnlyList<OpeningHours> Hours, [property: Id(2)] IReadOnlyList<DateOnly> Closed)
{
    /// <summary>Monday to Friday, 8 to 19 h, in metropolitan France, with no closed day.</summary>
    public static Calendar Default { get; } = new(
        "Europe/Paris",
        [.. Enumerable.Range(1, 5).Select(day => new OpeningHours((DayOfWeek)day, new(8, 0), new(19, 0)))],
        []);
}

/// <summary>What a tenant may take of the platform before it is asked to wait (429).</summary>
/// <param name="PerSecond">Requests a second that are always its own.</param>
/// <param name="Concurrent">Requests under way at once.</param>
[GenerateSerializer, Immutable, Alias("budget")]
public sealed record Budget([property: Id(0)] int PerSecond, [property: Id(1)] int Concurrent)
{
    /// <summary>Enough for any town on any day; a surge takes from what is shared.</summary>
    public static Budget Default { get; } = new(20_000, 1_000);
}

/// <summary>A machine's key: only its hash is ever kept.</summary>
/// <param name="Name">Who uses it: 1 to 64 of <c>a-z 0-9 -</c>.</param>
/// <param name="Hash">SHA-256 of the key, in lower-case hexadecimal.</param>
/// <param name="Scopes">What it may do: of <see cref="Tenants.Scopes.All"/>.</param>
[GenerateSerializer, Immutable, Alias("api-key")]
public sealed record ApiKey([property: Id(0)] string Name, [property: Id(1)] string Hash, [property: Id(2)] IReadOnlyList<string> Scopes);
