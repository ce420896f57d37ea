using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Requests;

/// <summary>A request in the agents' lists.</summary>
/// <remarks>Its subject is personal: it goes with its citizen, who leaves an empty one. Null is one that a silo of before wrote:
/// lists read it from the journal.</remarks>
public sealed record RequestRow(
    [property: RowKey] TenantId Tenant, [property: RowKey] Guid Id, string Number, Guid Citizen, string Service, string Sector,
    Priority Priority, RequestStatus Status, string? Assignee, string? AssigneeName, DateTimeOffset OpenedAt, DateTimeOffset ChangedAt, bool Late,
    Channel? Channel = null, DateTimeOffset? DueAt = null, string? Subject = null, string? Asked = null) : IRow;
