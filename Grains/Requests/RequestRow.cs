using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Requests;

/// <summary>A request in the agents' lists: no personal datum.</summary>
public sealed record RequestRow(
    [property: RowKey] TenantId Tenant, [property: RowKey] Guid Id, string Number, Guid Citizen, string Service, string Sector,
    Priority Priority, RequestStatus Status, string? Assignee, string? AssigneeName, DateTimeOffset OpenedAt, DateTimeOffset ChangedAt, bool Late) : IRow;
