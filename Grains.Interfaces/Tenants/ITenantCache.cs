using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Interfaces.Tenants;

/// <summary>What every authority sets about itself, held in the memory of each silo: no request ever waits for a tenant's grain.
/// Safe for any number of threads.</summary>
public interface ITenantCache
{
    /// <summary>Was read at least once.</summary>
    bool Loaded { get; }

    /// <summary>Raised by every change of any tenant, the same in every silo: the sum of the versions of all.</summary>
    long Version { get; }

    /// <summary>All authorities.</summary>
    IReadOnlyList<TenantView> All { get; }

    /// <summary>An authority as it stands, or null.</summary>
    TenantView? Find(TenantId tenant);

    /// <summary>Completes when the version is another than the one given, or after the timeout.</summary>
    Task WaitForChange(long after, TimeSpan timeout, CancellationToken cancellation);

    /// <summary>Reads what changed since the last time.</summary>
    Task Refresh(CancellationToken cancellation = default);
}
