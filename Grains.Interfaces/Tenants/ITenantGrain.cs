using Orleans.Concurrency;
using Platform.Grains.Interfaces.Contracts;

namespace Platform.Grains.Interfaces.Tenants;

/// <summary>One local authority: what it sets about itself. Never on the path of a contact: silos hold a copy of its settings.</summary>
[Alias("tenant")]
public interface ITenantGrain : IGrainWithStringKey
{
    /// <summary>Sets everything at once; also what brings an authority onto the platform. Answers the new version.</summary>
    [Alias("configure")] Task<Outcome<TenantVersion>> Configure(ConfigureTenant command);

    /// <summary>Lets a machine in, or replaces its key of the same name.</summary>
    [Alias("issue-key")] Task<Outcome<TenantVersion>> IssueKey(IssueKey command);

    /// <summary>Shuts a machine out.</summary>
    [Alias("revoke-key")] Task<Outcome<TenantVersion>> RevokeKey(RevokeKey command);

    /// <summary>Closes its site for a while.</summary>
    [Alias("stop-intake")] Task<Outcome<TenantVersion>> StopIntake(StopIntake command);

    /// <summary>Opens its site again.</summary>
    [Alias("resume-intake")] Task<Outcome<TenantVersion>> ResumeIntake(ResumeIntake command);

    /// <summary>Prepares it for a rush.</summary>
    [Alias("declare-crisis")] Task<Outcome<TenantVersion>> DeclareCrisis(DeclareCrisis command);

    /// <summary>Ends the rush.</summary>
    [Alias("end-crisis")] Task<Outcome<TenantVersion>> EndCrisis(EndCrisis command);

    /// <summary>As it stands.</summary>
    [Alias("read"), ReadOnly] Task<Outcome<TenantView>> Read();
}

/// <summary>Sets everything an authority says about itself.</summary>
[GenerateSerializer, Immutable, Alias("configure-tenant")]
public sealed record ConfigureTenant(string CommandId, Actor By, [property: Id(0)] TenantSettings Settings) : Command(CommandId, By);

/// <summary>Lets a machine in.</summary>
[GenerateSerializer, Immutable, Alias("issue-key")]
public sealed record IssueKey(string CommandId, Actor By, [property: Id(0)] ApiKey Key) : Command(CommandId, By);

/// <summary>Shuts a machine out.</summary>
[GenerateSerializer, Immutable, Alias("revoke-key")]
public sealed record RevokeKey(string CommandId, Actor By, [property: Id(0)] string Name) : Command(CommandId, By);

/// <summary>The version that a change of a tenant made.</summary>
[GenerateSerializer, Immutable, Alias("tenant-version")]
public sealed record TenantVersion([property: Id(0)] TenantId Tenant, [property: Id(1)] long Version);

/// <summary>An authority as it stands.</summary>
[GenerateSerializer, Immutable, Alias("tenant-view")]
public sealed record TenantView(
    [property: Id(0)] TenantId Id, [property: Id(1)] long Version, [property: Id(2)] TenantSettings Settings,
    [property: Id(3)] IReadOnlyList<ApiKey> Keys)
{
    /// <summary>Its site is closed, or null.</summary>
    [Id(4)] public Closure? Closed { get; init; }

    /// <summary>It is in a crisis, or null.</summary>
    [Id(5)] public Crisis? Crisis { get; init; }

    /// <summary>What it may take just now: its budget, grown by a crisis.</summary>
    public Budget Budget => Crisis is { Factor: var factor }
        ? new(Grown(Settings.Budget.PerSecond, factor), Grown(Settings.Budget.Concurrent, factor))
        : Settings.Budget;

    static int Grown(int budget, int factor) => (int)Math.Min(int.MaxValue, (long)budget * factor);
}

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
