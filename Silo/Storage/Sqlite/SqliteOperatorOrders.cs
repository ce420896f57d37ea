using System.Text.Json;
using Dapper;
using Platform.Silo.Operations;

namespace Platform.Silo.Storage.Sqlite;

/// <summary>Orders on SQLite.</summary>
sealed class SqliteOperatorOrders(SqliteStore store, SqliteDatabase database) : IOperatorOrders
{
    public async ValueTask<OperatorCommand> Keep(OperatorCommand order, CancellationToken cancellation = default)
    {
        await store.Write(on => on.Execute("""
            insert into operator_orders (kind, subject, value, by, at, command) values ($1, $2, $3, $4, $5, $6) on conflict do nothing
            """, order.Kind.Word(), order.Subject, JsonSerializer.Serialize(order.Terms, OrderSql.Json), order.By, order.At, order.Command), cancellation);
        return Read($"select {OrderSql.Columns} from operator_orders where command = @command", new { command = order.Command }).Single();
    }

    public async ValueTask Settle(string command, string outcome, CancellationToken cancellation = default) =>
        await store.Write(on => on.Execute("update operator_orders set outcome = $2 where command = $1", command, outcome), cancellation);

    public ValueTask<IReadOnlyList<OperatorCommand>> Newest(int limit, CancellationToken cancellation = default) =>
        new(Read($"select {OrderSql.Columns} from operator_orders order by id desc limit @limit", new { limit }));

    public ValueTask<AnnouncedLoad?> Announced(CancellationToken cancellation = default) =>
        new(database.Read(on => OrderSql.Load(on.Connection.QuerySingleOrDefault<OrderSql.Row>(OrderSql.Announced))));

    IReadOnlyList<OperatorCommand> Read(string sql, object parameters) =>
        database.Read(on => (IReadOnlyList<OperatorCommand>)[.. on.Connection.Query<OrderSql.Row>(sql, parameters).Select(OrderSql.Order)]);
}
