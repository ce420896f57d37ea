using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Services;

namespace Platform.Grains.Interfaces.Tenants;

/// <summary>A fact about an authority.</summary>
[GenerateSerializer, Immutable, Alias("tenant-event")]
public abstract record TenantEvent([property: Id(0)] DateTimeOffset At, [property: Id(1)] Actor By);

/// <summary>It set everything it says about itself, in one fact. Read for ever, no longer written: services would outgrow it.</summary>
[GenerateSerializer, Immutable, EventType("tenant-configured")]
public sealed record TenantConfigured(DateTimeOffset At, Actor By, [property: Id(0)] TenantSettings Settings) : TenantEvent(At, By);

/// <summary>What it is, how it looks or when it works was set.</summary>
[GenerateSerializer, Immutable, EventType("tenant-profile-changed")]
public sealed record TenantProfileChanged(DateTimeOffset At, Actor By, [property: Id(0)] TenantProfile Profile) : TenantEvent(At, By);

/// <summary>Its host names were set: all of them.</summary>
[GenerateSerializer, Immutable, EventType("hosts-changed")]
public sealed record HostsChanged(DateTimeOffset At, Actor By, [property: Id(0)] IReadOnlyList<string> Hosts) : TenantEvent(At, By);

/// <summary>A service was added, changed or moved.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="Service">Its whole sheet.</param>
/// <param name="Place">Where it stands in the list, from 0.</param>
[GenerateSerializer, Immutable, EventType("service-described")]
public sealed record ServiceDescribed(DateTimeOffset At, Actor By, [property: Id(0)] Service Service, [property: Id(1)] int Place) : TenantEvent(At, By);

/// <summary>A service was taken off the list.</summary>
[GenerateSerializer, Immutable, EventType("service-removed")]
public sealed record ServiceRemoved(DateTimeOffset At, Actor By, [property: Id(0)] ServiceId Service) : TenantEvent(At, By);

/// <summary>A machine was let in.</summary>
[GenerateSerializer, Immutable, EventType("key-issued")]
public sealed record KeyIssued(DateTimeOffset At, Actor By, [property: Id(0)] ApiKey Key) : TenantEvent(At, By);

/// <summary>A machine was shut out.</summary>
[GenerateSerializer, Immutable, EventType("key-revoked")]
public sealed record KeyRevoked(DateTimeOffset At, Actor By, [property: Id(0)] string Name) : TenantEvent(At, By);

/// <summary>Its site was closed.</summary>
[GenerateSerializer, Immutable, EventType("intake-stopped")]
public sealed record IntakeStopped(DateTimeOffset At, Actor By, [property: Id(0)] LocalText? Message) : TenantEvent(At, By);

/// <summary>Its site was opened again.</summary>
[GenerateSerializer, Immutable, EventType("intake-resumed")]
public sealed record IntakeResumed(DateTimeOffset At, Actor By) : TenantEvent(At, By);

/// <summary>A crisis began, or goes on under another factor or message.</summary>
[GenerateSerializer, Immutable, EventType("crisis-declared")]
public sealed record CrisisDeclared(DateTimeOffset At, Actor By, [property: Id(0)] int Factor, [property: Id(1)] LocalText? Message) : TenantEvent(At, By);

/// <summary>The crisis is over.</summary>
[GenerateSerializer, Immutable, EventType("crisis-ended")]
public sealed record CrisisEnded(DateTimeOffset At, Actor By) : TenantEvent(At, By);
