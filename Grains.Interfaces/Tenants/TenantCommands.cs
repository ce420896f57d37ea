using Platform.Grains.Interfaces.Contracts;

namespace Platform.Grains.Interfaces.Tenants;

/// <summary>Sets everything an authority says about itself.</summary>
[GenerateSerializer, Immutable, Alias("configure-tenant")]
public sealed record ConfigureTenant(string CommandId, Actor By, [property: Id(0)] TenantSettings Settings) : Command(CommandId, By);

/// <summary>Lets a machine in.</summary>
[GenerateSerializer, Immutable, Alias("issue-key")]
public sealed record IssueKey(string CommandId, Actor By, [property: Id(0)] ApiKey Key) : Command(CommandId, By);

/// <summary>Shuts a machine out.</summary>
[GenerateSerializer, Immutable, Alias("revoke-key")]
public sealed record RevokeKey(string CommandId, Actor By, [property: Id(0)] string Name) : Command(CommandId, By);

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
