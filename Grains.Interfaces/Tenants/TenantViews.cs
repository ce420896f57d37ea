using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Interfaces.Tenants;

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

/// <summary>An authority whose site is closed.</summary>
[GenerateSerializer, Immutable, Alias("closure")]
public sealed record Closure([property: Id(0)] DateTimeOffset Since, [property: Id(1)] LocalText? Message);

/// <summary>An authority in a crisis.</summary>
[GenerateSerializer, Immutable, Alias("crisis")]
public sealed record Crisis([property: Id(0)] DateTimeOffset Since, [property: Id(1)] int Factor, [property: Id(2)] LocalText? Message);
