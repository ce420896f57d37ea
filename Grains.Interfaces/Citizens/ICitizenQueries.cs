using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Interfaces.Citizens;

/// <summary>Finds citizens while an agent types. A hit is recorded in the access log before it is shown (F13).</summary>
public interface ICitizenQueries
{
    /// <summary>A page of those who have every word asked for, by the beginnings of their names, their mail, their phone; the newest file first.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="text">What was typed; fewer than two characters find nobody.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="after">The last id of the page before, or null.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="JournalUnavailableException">The database is away.</exception>
    Task<IReadOnlyList<CitizenMatch>> Search(TenantId tenant, string text, int limit, Guid? after, CancellationToken cancellation = default);
}

/// <summary>A citizen as a search shows them.</summary>
/// <param name="Id">Which file.</param>
/// <param name="Name">As known, or null.</param>
/// <param name="Email">As known, or null.</param>
/// <param name="Phone">As known, or null.</param>
/// <param name="ChangedAt">When who they are last changed.</param>
public sealed record CitizenMatch(CitizenId Id, string? Name, string? Email, string? Phone, DateTimeOffset ChangedAt);
