using Dapper;
using Platform.Grains.Interfaces.Requests;
using Platform.Silo.Access;
using Platform.Silo.Storage;

namespace Platform.Silo.Requests;

/// <summary>How many requests stand where, within the walls of who asks (F12).</summary>
sealed class RequestCounts(IReading reading)
{
    public async Task<Counted> Read(Caller caller, CancellationToken cancellation)
    {
        await using var scope = await reading.Open(caller.Tenant, cancellation);
        var rows = await scope.Connection.QueryAsync<(string Status, long Count, long Mine, long Late)>(new CommandDefinition(
            $"""
            select status, count(*), count(case when assignee = @subject then 1 end), count(case when late then 1 end) from request_rows
            where tenant = @tenant {(caller.SeesAll ? "" : "and sector in @sectors")} group by status
            """,
            new { tenant = caller.Tenant.Value, subject = caller.Subject, sectors = caller.Sectors }, cancellationToken: cancellation));
        var all = rows.ToList();
        return new(all.ToDictionary(row => Enum.Parse<RequestStatus>(row.Status, ignoreCase: true), row => row.Count), all.Sum(row => row.Mine), all.Sum(row => row.Late));
    }
}

/// <summary>What was counted.</summary>
sealed record Counted(IReadOnlyDictionary<RequestStatus, long> ByStatus, long Mine, long Late)
{
    public long this[RequestStatus status] => ByStatus.GetValueOrDefault(status);

    public long All => ByStatus.Values.Sum();
}
