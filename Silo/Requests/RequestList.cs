using System.Text;
using Dapper;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Requests;
using Platform.Silo.Access;
using Platform.Silo.Storage;

namespace Platform.Silo.Requests;

/// <summary>A request in a list: no personal datum.</summary>
sealed record RequestLineOfList(
    RequestId Id, string Number, CitizenId Citizen, ServiceId Service, Priority Priority, RequestStatus Status, string? Assignee,
    string? AssigneeName, DateTimeOffset OpenedAt, DateTimeOffset ChangedAt, bool Late);

/// <summary>What to list; null where all.</summary>
sealed record RequestFilter(RequestStatus? Status = null, Priority? Priority = null, string? Service = null, string? Assignee = null, bool? Late = null);

/// <summary>The agents' list of requests, newest first; what stands behind a wall is not in it (F12).</summary>
sealed class RequestList(IReading reading)
{
    /// <summary>A page of the list.</summary>
    /// <param name="caller">Whose walls bound it.</param>
    /// <param name="filter">What to list.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="after">The last id of the page before, or null.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<RequestLineOfList>> Read(
        Caller caller, RequestFilter filter, int limit, Guid? after, CancellationToken cancellation)
    {
        var (where, values) = Where(caller, filter, after);
        values.Add("limit", limit);
        await using var scope = await reading.Open(caller.Tenant, cancellation);
        var rows = await scope.Connection.QueryAsync<RequestRow>(new CommandDefinition(
            $"""
            select tenant, id, number, citizen, service, sector, priority, status, assignee, assignee_name, opened_at, changed_at, late
            from request_rows where {where} order by id desc limit @limit
            """, values, cancellationToken: cancellation));
        return [.. rows.Select(Line)];
    }

    // Ids are UUIDv7: their order is that of opening.
    static (string Where, DynamicParameters Values) Where(Caller caller, RequestFilter filter, Guid? after)
    {
        var where = new StringBuilder("tenant = @tenant");
        var values = new DynamicParameters();
        values.Add("tenant", caller.Tenant.Value);
        And("status", filter.Status?.ToString());
        And("priority", filter.Priority?.ToString());
        And("service", filter.Service);
        And("assignee", filter.Assignee);
        if (filter.Late is { } late)
            where.Append(late ? " and late" : " and not late");
        if (after is not null)
        {
            where.Append(" and id < @after");
            values.Add("after", after);
        }
        if (!caller.SeesAll)
        {
            where.Append(" and sector in @sectors");
            values.Add("sectors", caller.Sectors);
        }
        return (where.ToString(), values);

        void And(string column, string? value)
        {
            if (value is null)
                return;
            where.Append(" and ").Append(column).Append(" = @").Append(column);
            values.Add(column, value);
        }
    }

    static RequestLineOfList Line(RequestRow row) => new(
        new(row.Id), row.Number, new(row.Citizen), new(row.Service), row.Priority, row.Status, row.Assignee, row.AssigneeName, row.OpenedAt, row.ChangedAt, row.Late);
}
