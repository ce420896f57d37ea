using Dapper;
using Platform.Grains.Contacts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
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
        var where = RequestSql.Where(tenant, sectors, filter);
        where.Values.Add("limit", limit);
        List<RequestRow> rows;
        await using (var scope = await reading.Open(tenant, cancellation))
        {
            if (after is { } last && !await where.After(scope.Connection, last, cancellation))
                return [];
            rows = [.. await scope.Connection.QueryAsync<RequestRow>(new CommandDefinition(
                $"select {RequestSql.Columns} from request_rows where {where.Sql} order by {where.Order} limit @limit",
                where.Values, cancellationToken: cancellation))];
        }
        return await Task.WhenAll(rows.Select(row => Item(row, cancellation)));
    }

    public async Task<RequestCounts> Count(
        TenantId tenant, IReadOnlyList<string>? sectors, RequestFilter filter, string subject, CancellationToken cancellation)
    {
        var open = RequestSql.Where(tenant, sectors, filter with { Status = null, Open = true });
        open.Values.Add("subject", subject);
        var closed = RequestSql.Where(tenant, sectors, filter with { Status = RequestStatus.Closed, Open = false });
        closed.Values.Add("most", RequestCounts.MostClosed);
        await using var scope = await reading.Open(tenant, cancellation);
        var rows = (await scope.Connection.QueryAsync<(string Status, long Count, long Mine, long Asked, long Late)>(new CommandDefinition(
            $"""
            select status, count(*), count(case when assignee = @subject then 1 end), count(case when asked = @subject then 1 end),
              count(case when late then 1 end) from request_rows where {open.Sql} group by status
            """, open.Values, cancellationToken: cancellation))).ToList();
        var ended = await scope.Connection.ExecuteScalarAsync<long>(new CommandDefinition(
            $"select count(*) from (select 1 from request_rows where {closed.Sql} limit @most) c", closed.Values, cancellationToken: cancellation));
        return new(
            rows.ToDictionary(row => Enum.Parse<RequestStatus>(row.Status, ignoreCase: true), row => row.Count),
            rows.Sum(row => row.Mine), rows.Sum(row => row.Asked), rows.Sum(row => row.Late), ended);
    }

    public async Task<IReadOnlyDictionary<CitizenId, string>> Names(TenantId tenant, IEnumerable<CitizenId> citizens, CancellationToken cancellation)
    {
        var ids = citizens.Select(citizen => citizen.Value).Distinct().ToArray();
        if (ids.Length == 0)
            return new Dictionary<CitizenId, string>();
        var values = new DynamicParameters(new { tenant = tenant.Value });
        await using var scope = await reading.Open(tenant, cancellation);
        var rows = await scope.Connection.QueryAsync<(Guid Id, string Name)>(new CommandDefinition(
            $"select id, name from citizen_rows where tenant = @tenant and {RequestSql.In(values, "id", ids)} and name is not null",
            values, cancellationToken: cancellation));
        return rows.ToDictionary(row => new CitizenId(row.Id), row => row.Name);
    }

    // One step of the index for each person, however many requests they have.
    public async Task<IReadOnlyList<Colleague>> Colleagues(TenantId tenant, CancellationToken cancellation)
    {
        await using var scope = await reading.Open(tenant, cancellation);
        var rows = await scope.Connection.QueryAsync<(string Subject, string? Name)>(new CommandDefinition(
            """
            with recursive a(subject) as (
              select min(assignee) from request_rows where tenant = @tenant and assignee is not null
              union all
              select (select min(r.assignee) from request_rows r where r.tenant = @tenant and r.assignee > a.subject) from a where a.subject is not null)
            select a.subject, (select r.assignee_name from request_rows r where r.tenant = @tenant and r.assignee = a.subject order by r.id desc limit 1)
            from a where a.subject is not null
            """, new { tenant = tenant.Value }, cancellationToken: cancellation));
        return [.. rows.Select(row => new Colleague(row.Subject, row.Name)).OrderBy(one => one.Name ?? one.Subject, StringComparer.CurrentCultureIgnoreCase)];
    }

    public async Task<IReadOnlyList<WaitingContact>> Waiting(
        TenantId tenant, IReadOnlyList<ServiceId>? services, int limit, WaitingContact? after, CancellationToken cancellation)
    {
        var values = new DynamicParameters(new { tenant = tenant.Value, limit });
        var ours = OfServices(values, services);
        if (after is not null)
        {
            values.Add("at", after.At);
            values.Add("citizen", after.Citizen.Value);
            values.Add("version", after.Version);
        }
        await using var scope = await reading.Open(tenant, cancellation);
        var rows = await scope.Connection.QueryAsync<ContactRow>(new CommandDefinition(
            $"""
            select tenant, citizen, version, channel, service, at, waiting from contact_rows where tenant = @tenant and waiting
            {ours}
            {(after is null ? "" : "and (at, citizen, version) > (@at, @citizen, @version)")}
            order by at, citizen, version limit @limit
            """, values, cancellationToken: cancellation));
        return [.. rows.Select(row => new WaitingContact(
            new(row.Citizen), row.Version, row.Channel, row.Service is { } service ? new ServiceId(service) : null, row.At))];
    }

    public async Task<long> CountWaiting(TenantId tenant, IReadOnlyList<ServiceId>? services, CancellationToken cancellation)
    {
        var values = new DynamicParameters(new { tenant = tenant.Value, most = RequestCounts.MostClosed });
        var ours = OfServices(values, services);
        await using var scope = await reading.Open(tenant, cancellation);
        return await scope.Connection.ExecuteScalarAsync<long>(new CommandDefinition(
            $"select count(*) from (select 1 from contact_rows where tenant = @tenant and waiting {ours} limit @most) c", values, cancellationToken: cancellation));
    }

    public Task<RequestId?> FindByTrackingCode(TenantId tenant, string code, CancellationToken cancellation) =>
        Owner(tenant, TrackingCode.Claim(code) ?? NoCode, cancellation);

    public async Task<RequestId?> FindByNumber(TenantId tenant, string number, CancellationToken cancellation) =>
        RequestNumber.Read(number) is { } read ? await Owner(tenant, new("number", read), cancellation) : null;

    // Of these services, and of none.
    static string OfServices(DynamicParameters values, IReadOnlyList<ServiceId>? services) =>
        services is null ? "" : $"and (service is null or {RequestSql.In(values, "service", [.. services.Select(service => service.Value)])})";

    async Task<RequestId?> Owner(TenantId tenant, ClaimKey claim, CancellationToken cancellation)
    {
        var owners = await journal.Owners(tenant, [claim], cancellation);
        return owners[0] is { } owner && RequestId.TryParse(owner.Id, null, out var id) ? id : null;
    }

    async Task<RequestListItem> Item(RequestRow row, CancellationToken cancellation) => new(
        new(row.Id), row.Number, new(row.Citizen), new(row.Service), row.Priority, row.Status, row.Assignee, row.AssigneeName, row.OpenedAt, row.ChangedAt, row.Late)
    {
        Subject = (row.Subject ?? await Sealed(row, cancellation)) is { Length: > 0 } subject ? subject : null,
        Channel = row.Channel,
        // A silo of before answers and closes without taking the promise out of the list.
        DueAt = row.Status is RequestStatus.Open or RequestStatus.Assigned ? row.DueAt : null,
    };

    // The row was written by a silo that did not know of subjects: the first fact tells it.
    async Task<string?> Sealed(RequestRow row, CancellationToken cancellation) =>
        await journal.Read(new(row.Tenant, "request", new RequestId(row.Id).ToString()), 0, 1, cancellation) is [var first]
            && JournalJson.Read(first.Fact) is RequestOpened opened ? opened.Demand?.Subject : null;
}
