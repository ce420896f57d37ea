using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;

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
