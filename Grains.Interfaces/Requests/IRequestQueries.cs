using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Interfaces.Requests;

/// <summary>Lists of requests, for pages and API: never the truth of one request, which its grain tells.</summary>
/// <exception cref="JournalUnavailableException">Of every method: the database is away.</exception>
public interface IRequestQueries
{
    /// <summary>A page of the requests of a tenant, in the order of the filter.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="sectors">The sectors that the reader may see (F12); null for all.</param>
    /// <param name="filter">What to list.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="after">The last id of the page before, or null. Where that one has moved since, the page goes on from its new place.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<IReadOnlyList<RequestListItem>> List(
        TenantId tenant, IReadOnlyList<string>? sectors, RequestFilter filter, int limit, Guid? after, CancellationToken cancellation = default);

    /// <summary>How many requests stand where, within a filter.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="sectors">The sectors that the reader may see (F12); null for all.</param>
    /// <param name="filter">What is counted; its status and its order do not count.</param>
    /// <param name="subject">Whose own are counted.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<RequestCounts> Count(
        TenantId tenant, IReadOnlyList<string>? sectors, RequestFilter filter, string subject, CancellationToken cancellation = default);

    /// <summary>The names of these citizens; who has none, or was erased, is left out.</summary>
    Task<IReadOnlyDictionary<CitizenId, string>> Names(TenantId tenant, IEnumerable<CitizenId> citizens, CancellationToken cancellation = default);

    /// <summary>Everybody who has, or had, a request of the tenant: to whom one can be given.</summary>
    Task<IReadOnlyList<Colleague>> Colleagues(TenantId tenant, CancellationToken cancellation = default);

    /// <summary>A page of the written contacts that wait (F6), the longest first: of these services, and of none.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="services">The services whose contacts the reader may see (F12); null for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="after">The last of the page before, or null.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<IReadOnlyList<WaitingContact>> Waiting(
        TenantId tenant, IReadOnlyList<ServiceId>? services, int limit, WaitingContact? after, CancellationToken cancellation = default);

    /// <summary>How many written contacts wait, of these services and of none; counted up to <see cref="RequestCounts.MostClosed"/>.</summary>
    Task<long> CountWaiting(TenantId tenant, IReadOnlyList<ServiceId>? services, CancellationToken cancellation = default);

    /// <summary>The request that a tracking code leads to, as someone typed it; null where it leads nowhere. Both cost the same.</summary>
    Task<RequestId?> FindByTrackingCode(TenantId tenant, string code, CancellationToken cancellation = default);

    /// <summary>The request of a number, as someone typed it; null where it is no number, or nobody's.</summary>
    Task<RequestId?> FindByNumber(TenantId tenant, string number, CancellationToken cancellation = default);
}
