using System.Text.Json;
using Dapper;
using Platform.Grains.Interfaces.Operations;
using Platform.Storage.Queries;

namespace Platform.Storage.Postgres.Stores;

/// <summary>Orders on PostgreSQL.</summary>
sealed class PostgresOperatorCommandStore(PostgresDatabase database) : IOperatorCommandStore
{
    // As a row of text: what the table keeps as jsonb.
    const string Columns = "command, kind, subject, value::text as value, by, at, outcome";

    public async ValueTask<OperatorCommand> Keep(OperatorCommand order, CancellationToken cancellation = default) =>
        await database.Ask(database.Pages, async connection => OperatorCommandSql.Order(await connection.QuerySingleAsync<OperatorCommandSql.Row>(new($"""
            insert into operator_orders (kind, subject, value, by, at, command)
            values (@Kind, @Subject, @Value::jsonb, @By, @At, @Command) on conflict (command) do nothing;
            select {Columns} from operator_orders where command = @Command
            """, new { Kind = order.Kind.Word(), order.Subject, Value = JsonSerializer.Serialize(order.Terms, OperatorCommandSql.Json), order.By, order.At, order.Command },
            cancellationToken: cancellation))), cancellation);

    public async ValueTask Settle(string command, string outcome, CancellationToken cancellation = default) =>
        await database.Ask(database.Pages, connection => connection.ExecuteAsync(new(OperatorCommandSql.Settle, new { command, outcome },
            cancellationToken: cancellation)), cancellation);

    public async ValueTask<IReadOnlyList<OperatorCommand>> Newest(int limit, CancellationToken cancellation = default) =>
        await database.Ask(database.Pages, async connection => (IReadOnlyList<OperatorCommand>)[.. (await connection.QueryAsync<OperatorCommandSql.Row>(new(
            $"select {Columns} from operator_orders order by id desc limit @limit", new { limit }, cancellationToken: cancellation))).Select(OperatorCommandSql.Order)],
            cancellation);

    public async ValueTask<AnnouncedLoad?> Announced(CancellationToken cancellation = default) =>
        await database.Ask(database.Pages, async connection => OperatorCommandSql.Load(await connection.QuerySingleOrDefaultAsync<OperatorCommandSql.Row>(new(
            OperatorCommandSql.Announced.Replace("value,", "value::text as value,", StringComparison.Ordinal), cancellationToken: cancellation))), cancellation);
}
