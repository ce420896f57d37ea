using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Interfaces.Tenants;

/// <summary>What an authority is and how it speaks and works: its settings without its hosts and services, which are facts of their own.</summary>
/// <param name="Name">See <see cref="TenantSettings"/>, as the others.</param>
/// <param name="Kind">What sort of authority.</param>
/// <param name="Parent">The EPCI of a commune, the département of an EPCI; null where none.</param>
/// <param name="Brand">How its pages look.</param>
/// <param name="Languages">Of its pages, the first is the default.</param>
/// <param name="Calendar">When it works.</param>
/// <param name="Budget">Its reserved share of the platform.</param>
[GenerateSerializer, Immutable, Alias("tenant-profile")]
public sealed record TenantProfile(
    [property: Id(0)] string Name, [property: Id(1)] TenantKind Kind, [property: Id(2)] TenantId? Parent, [property: Id(3)] Brand Brand,
    [property: Id(4)] IReadOnlyList<string> Languages, [property: Id(5)] Calendar Calendar, [property: Id(6)] Budget Budget)
{
    /// <summary>That of these settings.</summary>
    public static TenantProfile Of(TenantSettings settings) =>
        new(settings.Name, settings.Kind, settings.Parent, settings.Brand, settings.Languages, settings.Calendar, settings.Budget);

    /// <summary>The same settings under this profile; without hosts and services where there were none before.</summary>
    public TenantSettings Over(TenantSettings? settings) =>
        new(Name, Kind, Parent, settings?.Hosts ?? [], Brand, Languages, Calendar, settings?.Services ?? [], Budget);
}
