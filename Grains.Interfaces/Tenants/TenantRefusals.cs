using Platform.Grains.Interfaces.Contracts;

namespace Platform.Grains.Interfaces.Tenants;

/// <summary>There is no such authority on this platform.</summary>
[GenerateSerializer, Immutable, Alias("no-such-tenant")]
public sealed record NoSuchTenant() : Refusal(RefusalKind.NotFound, new("Cette collectivité n'est pas sur la plateforme.", "This authority is not on the platform."));

/// <summary>Another authority answers under this host.</summary>
[GenerateSerializer, Immutable, Alias("host-taken")]
public sealed record HostTaken([property: Id(0)] string Host) : Refusal(RefusalKind.Conflict, new($"L'adresse {Host} est déjà celle d'une autre collectivité.", $"The host {Host} belongs to another authority."));
