using System.Text;
using Dapper;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Requests;

namespace Platform.Storage.Queries;

/// <inheritdoc cref="IRequestQueries"/>
sealed class RequestQueries(ITenantReader reading, IJournal journal) : IRequestQueries
{
    // A text that is no code is looked up all the same: every miss costs the same and is answered the same.
    static readonly ClaimKey NoCode = new("tracking", new string('0', 64));

    public async Task<IReadOnlyList<RequestListItem>> List(
        TenantId tenant, IReadOnlyList<string>? sectors, RequestFilter filter, int limit, Guid? after, CancellationToken cancellation)
    {
        var (where, values) = Where(tenant, sectors, filter, after);
        values.Add("limit", limit);
        await using var scope = await reading.Open(tenant, cancellation);
        var rows = await scope.Connection.QueryAsync<RequestRow>(new CommandDefinition(
            $"""
            select tenant, id, number, citizen, service, sector, priority, status, assignee, assignee_name, opened_at, changed_at, late
            from request_rows where {where} order by id desc limit @limit
            """, values, cancellationToken: cancellation));
        return [.. rows.Select(Item)];
    }

    public async Task<RequestCounts> Count(TenantId tenant, IReadOnlyList<string>? sectors, string assignee, CancellationToken cancellation)
    {
        await using var scope = await reading.Open(tenant, cancellation);
        var rows = (await scope.Connection.QueryAsync<(string Status, long Count, long Mine, long Late)>(new CommandDefinition(
            $"""
            select status, count(*), count(case when assignee = @assignee then 1 end), count(case when late then 1 end) from request_rows
            where tenant = @tenant {(sectors is null ? "" : "and sector in @sectors")} group by status
            """,
            new { tenant = tenant.Value, assignee, sectors }, cancellationToken: cancellation))).ToList();
        return new(
            rows.ToDictionary(row => Enum.Parse<RequestStatus>(row.Status, ignoreCase: true), row => row.Count), rows.Sum(row => row.Mine),
            rows.Sum(row => row.Late));
    }

    public async Task<RequestId?> FindByTrackingCode(TenantId tenant, string code, CancellationToken cancellation)
    {
        var owners = await journal.Owners(tenant, [TrackingCode.Claim(code) ?? NoCode], cancellation);
        return owners[0] is { } owner && RequestId.TryParse(owner.Id, null, out var id) ? id : null;
    }

    // Ids are UUIDv7: their order is that of opening.
    static (string Where, DynamicParameters Values) Where(TenantId tenant, IReadOnlyList<string>? sectors, RequestFilter filter, Guid? after)
    {
        var where = new StringBuilder("tenant = @tenant");
        var values = new DynamicParameters();
        values.Add("tenant", tenant.Value);
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
        if (sectors is not null)
        {
            where.Append(" and sector in @sectors");
            values.Add("sectors", sectors);
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

    static RequestListItem Item(RequestRow row) => new(
        new(row.Id), row.Number, new(row.Citizen), new(row.Service), row.Priority, row.Status, row.Assignee, row.AssigneeName, row.OpenedAt, row.ChangedAt, row.Late);
}
