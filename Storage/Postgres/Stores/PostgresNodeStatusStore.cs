using Dapper;
using Platform.Grains.Interfaces.Operations;

namespace Platform.Storage.Postgres.Stores;

/// <summary>Node statuses on PostgreSQL, by its clock: every silo sees the same.</summary>
sealed class PostgresNodeStatusStore(PostgresDatabase database) : INodeStatusStore
{
    public async ValueTask Report(string node, string kind, string status, CancellationToken cancellation = default) =>
        await database.Ask(database.Pages, connection => connection.ExecuteAsync(new("""
            insert into node_figures (node, kind, at, body) values (@node, @kind, now(), @status::jsonb)
            on conflict (node) do update set kind = excluded.kind, at = excluded.at, body = excluded.body;
            delete from node_figures where at < now() - @Memory
            """, new { node, kind, status, INodeStatusStore.Memory },
            cancellationToken: cancellation)), cancellation);

    public async ValueTask<IReadOnlyList<ReportedStatus>> All(CancellationToken cancellation = default) =>
        await database.Ask(database.Pages, async connection =>
        {
            var rows = await connection.QueryAsync<(DateTimeOffset At, double Age, string Body)>(new("""
                select at, extract(epoch from now() - at)::float8, body::text from node_figures where at >= now() - @Memory order by node
                """, new { INodeStatusStore.Memory }, cancellationToken: cancellation));
            return (IReadOnlyList<ReportedStatus>)[.. rows.Select(row => new ReportedStatus(row.At, TimeSpan.FromSeconds(row.Age), row.Body))];
        }, cancellation);
}
