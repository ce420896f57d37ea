using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Services;

namespace Platform.Grains.Interfaces.Tenants;

/// <summary>Closes an authority's site for a while; gateways show its maintenance page. Asked again, the later message stands.</summary>
/// <param name="CommandId">Repeats nothing.</param>
/// <param name="By">The operator.</param>
/// <param name="Message">What the public reads, or null for the platform's own sentence.</param>
[GenerateSerializer, Immutable, Alias("stop-intake")]
public sealed record StopIntake(string CommandId, Actor By, [property: Id(0)] LocalText? Message) : Command(CommandId, By);

/// <summary>Opens it again.</summary>
[GenerateSerializer, Immutable, Alias("resume-intake")]
public sealed record ResumeIntake(string CommandId, Actor By) : Command(CommandId, By);

/// <summary>Prepares an authority for a rush: a larger budget, a message on every page, callbacks offered (F26).</summary>
/// <param name="CommandId">Repeats nothing.</param>
/// <param name="By">The operator.</param>
/// <param name="Factor">By how much its budget grows: 1 to 100.</param>
/// <param name="Message">What the public reads, or null for the platform's own sentence.</param>
[GenerateSerializer, Immutable, Alias("declare-crisis")]
public sealed record DeclareCrisis(string CommandId, Actor By, [property: Id(0)] int Factor, [property: Id(1)] LocalText? Message) : Command(CommandId, By);

/// <summary>Back to every day.</summary>
[GenerateSerializer, Immutable, Alias("end-crisis")]
public sealed record EndCrisis(string CommandId, Actor By) : Command(CommandId, By);

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

/// <summary>An authority whose site is closed.</summary>
[GenerateSerializer, Immutable, Alias("closure")]
public sealed record Closure([property: Id(0)] DateTimeOffset Since, [property: Id(1)] LocalText? Message);

/// <summary>An authority in a crisis.</summary>
[GenerateSerializer, Immutable, Alias("crisis")]
public sealed record Crisis([property: Id(0)] DateTimeOffset Since, [property: Id(1)] int Factor, [property: Id(2)] LocalText? Message);
