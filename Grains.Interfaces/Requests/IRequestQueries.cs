using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Interfaces.Requests;

/// <summary>Lists of requests, for pages and API: never the truth of one request, which its grain tells.</summary>
/// <exception cref="JournalUnavailableException">Of every method: the database is away.</exception>
public interface IRequestQueries
{
    /// <summary>A page of the requests of a tenant, newest first.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="sectors">The sectors that the reader may see (F12); null for all.</param>
    /// <param name="filter">What to list.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="after">The last id of the page before, or null.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<IReadOnlyList<RequestListItem>> List(
        TenantId tenant, IReadOnlyList<string>? sectors, RequestFilter filter, int limit, Guid? after, CancellationToken cancellation = default);

    /// <summary>How many requests stand where.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="sectors">The sectors that the reader may see (F12); null for all.</param>
    /// <param name="assignee">Whose own are counted.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<RequestCounts> Count(TenantId tenant, IReadOnlyList<string>? sectors, string assignee, CancellationToken cancellation = default);

    /// <summary>The request that a tracking code leads to, as someone typed it; null where it leads nowhere. Both cost the same.</summary>
    Task<RequestId?> FindByTrackingCode(TenantId tenant, string code, CancellationToken cancellation = default);
}

/// <summary>A request in a list: no personal datum.</summary>
/// <param name="Id">Which.</param>
/// <param name="Number">As people say it.</param>
/// <param name="Citizen">Whose.</param>
/// <param name="Service">Who answers.</param>
/// <param name="Priority">How urgent.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Assignee">Who has it, by their opaque subject; null where nobody.</param>
/// <param name="AssigneeName">Their name, as shown.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="ChangedAt">When it last changed.</param>
/// <param name="Late">Past its due time.</param>
public sealed record RequestListItem(
    RequestId Id, string Number, CitizenId Citizen, ServiceId Service, Priority Priority, RequestStatus Status, string? Assignee,
    string? AssigneeName, DateTimeOffset OpenedAt, DateTimeOffset ChangedAt, bool Late);

/// <summary>What to list; null where all.</summary>
/// <param name="Status">Of this status.</param>
/// <param name="Priority">Of this priority.</param>
/// <param name="Service">Of this service.</param>
/// <param name="Assignee">Of this person.</param>
/// <param name="Late">Late, or not late.</param>
public sealed record RequestFilter(RequestStatus? Status = null, Priority? Priority = null, string? Service = null, string? Assignee = null, bool? Late = null);

/// <summary>How many requests stand where.</summary>
/// <param name="ByStatus">Of each status; one that is not there has none.</param>
/// <param name="Mine">Of the person who asked.</param>
/// <param name="Late">Past their due time.</param>
public sealed record RequestCounts(IReadOnlyDictionary<RequestStatus, long> ByStatus, long Mine, long Late)
{
    /// <summary>Of one status.</summary>
    public long this[RequestStatus status] => ByStatus.GetValueOrDefault(status);

    /// <summary>Of all.</summary>
    public long All => ByStatus.Values.Sum();
}
