using Platform.Tenants;

namespace Platform.Citizens;

/// <summary>Where the files of citizens live: every process reaches each of them, and those of its own memory soonest. A hint for speed, never
/// the truth: it may be another place a moment later.</summary>
public interface IHomes
{
    /// <summary>The address of the other process that holds the file; null where this one does, or where it is not known.</summary>
    string? Elsewhere(TenantId tenant, CitizenId citizen);
}
