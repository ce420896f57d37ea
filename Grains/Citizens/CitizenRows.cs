using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Searching;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Citizens;

/// <summary>A citizen in the agents' search: written when who they are changes. Erased with them.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Id">Which file.</param>
/// <param name="Name">To show.</param>
/// <param name="Email">To show.</param>
/// <param name="Phone">To show.</param>
/// <param name="Search">The words to find them by, lower case without accents, each preceded by a space.</param>
/// <param name="ChangedAt">When this row changed.</param>
/// <param name="Merged">Joined another file, to which it leads.</param>
/// <param name="Former">A name of before, to show; null where none.</param>
/// <param name="Survivor">The file that this one joined.</param>
/// <param name="Indexed">The <see cref="SearchWords.Version"/> that made the words.</param>
public sealed record CitizenRow(
    [property: RowKey] TenantId Tenant, [property: RowKey] Guid Id, string? Name, string? Email, string? Phone, string Search,
    DateTimeOffset ChangedAt, bool Merged, string? Former = null, Guid? Survivor = null, int Indexed = SearchWords.Version) : IRow
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
