using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Tenants;

namespace Platform.Grains.Citizens;

/// <summary>A citizen in the agents' search: written when who they are changes. Erased with them.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Id">Which file.</param>
/// <param name="Name">To show.</param>
/// <param name="Email">To show.</param>
/// <param name="Phone">To show.</param>
/// <param name="Search">The words to find them by, lower case without accents, each preceded by a space.</param>
/// <param name="ChangedAt">When this row changed.</param>
/// <param name="Merged">Joined another file: no longer found.</param>
public sealed record CitizenRow(
    [property: RowKey] TenantId Tenant, [property: RowKey] Guid Id, string? Name, string? Email, string? Phone, string Search,
    DateTimeOffset ChangedAt, bool Merged) : IRow
{
    /// <summary>Of a file that is opened by this: nothing of it can be there yet.</summary>
    internal bool IsFirst { get; init; }

    bool IRow.IsNew => IsFirst;
}

/// <summary>A word by which a citizen is found while an agent types; stale words are filtered by <see cref="CitizenRow.Search"/>.</summary>
public sealed record CitizenWordRow(
    [property: RowKey] TenantId Tenant, [property: RowKey] string Word, [property: RowKey] Guid Citizen) : IRow
{
    /// <summary>Of a file that is opened by this: nothing of it can be there yet.</summary>
    internal bool IsFirst { get; init; }

    bool IRow.IsNew => IsFirst;
}

/// <summary>A written contact that waits for an agent (F6), until a request is opened from it or it is marked as done.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Citizen">Of whom.</param>
/// <param name="Version">Its place in the history.</param>
/// <param name="Channel">By which way.</param>
/// <param name="Service">For whom; null where nobody knows yet.</param>
/// <param name="At">Since when it waits.</param>
/// <param name="Waiting">False once someone took it up.</param>
public sealed record ContactRow(
    [property: RowKey] TenantId Tenant, [property: RowKey] Guid Citizen, [property: RowKey] long Version, Channel Channel, string? Service,
    DateTimeOffset At, bool Waiting) : IRow
{
    // A contact waits from its first moment, when its version is new, or never.
    bool IRow.IsNew => Waiting;
}
