using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Interfaces.Access;

/// <summary>The register of access (F13; GDPR articles 5.2 and 32): who saw which file, when. Append-only.</summary>
public interface IAccessLog
{
    /// <summary>Keeps one access. It is durable when this completes: what was not registered must not be shown.</summary>
    /// <exception cref="JournalUnavailableException">The database is away.</exception>
    ValueTask Record(AccessEntry access, CancellationToken cancellation = default);

    /// <summary>The accesses to a citizen's file, newest first.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="citizen">Whose file.</param>
    /// <param name="before">Those before this one, or null for the newest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Gives up.</param>
    ValueTask<IReadOnlyList<AccessEntry>> Of(TenantId tenant, CitizenId citizen, Guid? before, int limit, CancellationToken cancellation = default);
}

/// <summary>One access.</summary>
/// <param name="Id">A UUIDv7: the order of the register.</param>
/// <param name="Tenant">Where.</param>
/// <param name="Subject">Who, as the signed context names them.</param>
/// <param name="What">What was looked at: <c>file history request export</c>...</param>
/// <param name="At">When.</param>
/// <param name="Citizen">Whose file, where it is one citizen's.</param>
/// <param name="Request">Which request, or null.</param>
public sealed record AccessEntry(Guid Id, TenantId Tenant, string Subject, string What, DateTimeOffset At, CitizenId? Citizen, RequestId? Request = null);
