using System.Text.Json;
using Dapper;
using Platform.Silo.Operations;

namespace Platform.Silo.Storage.Postgres;

/// <summary>Orders on PostgreSQL.</summary>
sealed class PostgresOperatorOrders(PostgresDatabase database) : IOperatorOrders
{
    // As a row of text: what the table keeps as jsonb.
    const string Columns = "command, kind, subject, value::text as value, by, at, outcome";

    public async ValueTask<OperatorCommand> Keep(OperatorCommand order, CancellationToken cancellation = default) =>
        await database.Ask(database.Pages, async connection => OrderSql.Order(await connection.QuerySingleAsync<OrderSql.Row>(new($"""
            insert into operator_orders (kind, subject, value, by, at, command)
            values (@Kind, @Subject, @Value::jsonb, @By, @At, @Command) on conflict (command) do nothing;
            select {Columns} from operator_orders where command = @Command
            """, new { Kind = order.Kind.Word(), order.Subject, Value = JsonSerializer.Serialize(order.Terms, OrderSql.Json), order.By, order.At, order.Command },
            cancellationToken: cancellation))), cancellation);

    public async ValueTask Settle(string command, string outcome, CancellationToken cancellation = default) =>
        await database.Ask(database.Pages, connection => connection.ExecuteAsync(new(OrderSql.Settle, new { command, outcome },
            cancellationToken: cancellation)), cancellation);

    public async ValueTask<IReadOnlyList<OperatorCommand>> Newest(int limit, CancellationToken cancellation = default) =>
        await database.Ask(database.Pages, async connection => (IReadOnlyList<OperatorCommand>)[.. (await connection.QueryAsync<OrderSql.Row>(new(
            $"select {Columns} from operator_orders order by id desc limit @limit", new { limit }, cancellationToken: cancellation))).Select(OrderSql.Order)],
            cancellation);

    public async ValueTask<AnnouncedLoad?> Announced(CancellationToken cancellation = default) =>
        await database.Ask(database.Pages, async connection => OrderSql.Load(await connection.QuerySingleOrDefaultAsync<OrderSql.Row>(new(
            OrderSql.Announced.Replace("value,", "value::text as value,", StringComparison.Ordinal), cancellationToken: cancellation))), cancellation);
}
