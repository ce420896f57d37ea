using Platform.Grains.Interfaces.Contracts;

namespace Platform.Grains.Interfaces.Tenants;

/// <summary>A fact about an authority.</summary>
[GenerateSerializer, Immutable, Alias("tenant-event")]
public abstract record TenantEvent([property: Id(0)] DateTimeOffset At, [property: Id(1)] Actor By);

/// <summary>It set what it says about itself.</summary>
[GenerateSerializer, Immutable, EventType("tenant-configured")]
public sealed record TenantConfigured(DateTimeOffset At, Actor By, [property: Id(0)] TenantSettings Settings) : TenantEvent(At, By);

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
