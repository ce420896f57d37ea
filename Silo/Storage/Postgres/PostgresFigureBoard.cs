using System.Text.Json;
using Dapper;
using Platform.Gateway.Contracts.Operations;
using Platform.Silo.Operations;

namespace Platform.Silo.Storage.Postgres;

/// <summary>The board on PostgreSQL, by its clock: every silo sees the same.</summary>
sealed class PostgresFigureBoard(PostgresDatabase database) : INodeStatusStore
{
    public async ValueTask Report(NodeStatus figures, CancellationToken cancellation = default) =>
        await database.Ask(database.Pages, connection => connection.ExecuteAsync(new("""
            insert into node_figures (node, kind, at, body) values (@Node, @Kind, now(), @Body::jsonb)
            on conflict (node) do update set kind = excluded.kind, at = excluded.at, body = excluded.body;
            delete from node_figures where at < now() - @Memory
            """, new { figures.Node, figures.Kind, Body = JsonSerializer.Serialize(figures, INodeStatusStore.Json), INodeStatusStore.Memory },
            cancellationToken: cancellation)), cancellation);

    public async ValueTask<IReadOnlyList<NodeStatus>> All(CancellationToken cancellation = default) =>
        await database.Ask(database.Pages, async connection =>
        {
            var rows = await connection.QueryAsync<(DateTimeOffset At, double Age, string Body)>(new("""
                select at, extract(epoch from now() - at)::float8, body::text from node_figures where at >= now() - @Memory order by node
                """, new { INodeStatusStore.Memory }, cancellationToken: cancellation));
            return (IReadOnlyList<NodeStatus>)[.. rows.Select(row => INodeStatusStore.Shown(
                JsonSerializer.Deserialize<NodeStatus>(row.Body, INodeStatusStore.Json)!, row.At, TimeSpan.FromSeconds(row.Age)))];
        }, cancellation);
}
