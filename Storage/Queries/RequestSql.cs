using System.Data.Common;
using System.Text;
using Dapper;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Requests;

namespace Platform.Storage.Queries;

/// <summary>A filter of requests, and its order, as SQL that both databases know.</summary>
sealed class RequestSql
{
    public const string Columns = "tenant, id, number, citizen, service, sector, priority, status, assignee, assignee_name, opened_at, changed_at, late, "
        + "channel, due_at, subject, asked";

    // As the index of the worklist has it, sign by sign. What owes no answer sorts behind every promise.
    const string Due = "coalesce(due_at, '9999-01-01T00:00:00.000000Z')";
    static readonly DateTimeOffset Never = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly StringBuilder _where = new("tenant = @tenant");
    readonly RequestSort _sort;

    RequestSql(RequestSort sort) => _sort = sort;

    public DynamicParameters Values { get; } = new();

    public string Sql => _where.ToString();

    // Ids are UUIDv7: their order is that of opening.
    public string Order => _sort switch
    {
        RequestSort.Due => $"(priority <> 'Urgent'), {Due}, id",
        RequestSort.Oldest => "id",
        _ => "id desc",
    };

    public static RequestSql Where(TenantId tenant, IReadOnlyList<string>? sectors, RequestFilter filter)
    {
        var sql = new RequestSql(filter.Sort);
        sql.Values.Add("tenant", tenant.Value);
        sql.And("status = @status", "status", filter.Status?.ToString());
        // Said in so many words: the index of the worklist holds these alone.
        if (filter.Open || filter.Late is true || filter.Status is { } status and not RequestStatus.Closed)
            sql._where.Append(" and status <> 'Closed'");
        sql.And("priority = @priority", "priority", filter.Priority?.ToString());
        sql.And("service = @service", "service", filter.Service);
        sql.And("assignee = @assignee", "assignee", filter.Assignee);
        sql.And("asked = @asked", "asked", filter.Asked);
        sql.And("channel = @channel", "channel", filter.Channel?.ToString());
        // What is no number is nobody's.
        sql.And("number = @number", "number", filter.Number is { } typed ? RequestNumber.Read(typed) ?? "" : null);
        sql.And("citizen = @citizen", "citizen", filter.Citizen?.Value);
        sql.And("opened_at >= @since", "since", filter.From);
        sql.And("opened_at < @before", "before", filter.Before);
        if (sectors is not null)
            sql._where.Append(" and ").Append(In(sql.Values, "sector", sectors));
        if (filter.Late is { } late)
            sql._where.Append(late ? " and late" : " and not late");
        return sql;
    }

    /// <summary>Goes on behind a request, from where it stands now; false where there is none.</summary>
    public async Task<bool> After(DbConnection on, Guid last, CancellationToken cancellation)
    {
        Values.Add("after", last);
        if (_sort is not RequestSort.Due)
        {
            _where.Append(_sort is RequestSort.Oldest ? " and id > @after" : " and id < @after");
            return true;
        }
        var place = (await on.QueryAsync<(string Priority, DateTimeOffset? DueAt)>(new CommandDefinition(
            "select priority, due_at from request_rows where tenant = @tenant and id = @after", Values, cancellationToken: cancellation))).AsList();
        if (place is not [var (priority, due)])
            return false;
        _where.Append($" and ((priority <> 'Urgent'), {Due}, id) > (@calm, @due, @after)");
        Values.Add("calm", priority != nameof(Priority.Urgent));
        Values.Add("due", due ?? Never);
        return true;
    }

    /// <summary>One of a few values, each a parameter of its own: one driver knows lists of them, the other arrays.</summary>
    public static string In<T>(DynamicParameters values, string column, IReadOnlyList<T> among)
    {
        for (var i = 0; i < among.Count; i++)
            values.Add($"{column}{i}", among[i]);
        return among.Count == 0 ? "1 = 0" : $"{column} in ({string.Join(", ", among.Select((_, i) => $"@{column}{i}"))})";
    }

    void And(string condition, string name, object? value)
    {
        if (value is null)
            return;
        _where.Append(" and ").Append(condition);
        Values.Add(name, value);
    }
}
