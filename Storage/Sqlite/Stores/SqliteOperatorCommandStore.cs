using System.Text.Json;
using Dapper;
using Platform.Grains.Interfaces.Operations;
using Platform.Storage.Queries;

namespace Platform.Storage.Sqlite.Stores;

/// <summary>Orders on SQLite.</summary>
sealed class SqliteOperatorCommandStore(SqliteStore store, SqliteDatabase database) : IOperatorCommandStore
{
    public async ValueTask<OperatorCommand> Keep(OperatorCommand order, CancellationToken cancellation = default)
    {
        await store.Write(on => on.Execute("""
            insert into operator_orders (kind, subject, value, by, at, command) values ($1, $2, $3, $4, $5, $6) on conflict do nothing
            """, order.Kind.Word(), order.Subject, JsonSerializer.Serialize(order.Terms, OperatorCommandSql.Json), order.By, order.At, order.Command), cancellation);
        return Read($"select {OperatorCommandSql.Columns} from operator_orders where command = @command", new { command = order.Command }).Single();
    }

    public async ValueTask Settle(string command, string outcome, CancellationToken cancellation = default) =>
        await store.Write(on => on.Execute("update operator_orders set outcome = $2 where command = $1", command, outcome), cancellation);

    public ValueTask<IReadOnlyList<OperatorCommand>> Newest(int limit, CancellationToken cancellation = default) =>
        new(Read($"select {OperatorCommandSql.Columns} from operator_orders order by id desc limit @limit", new { limit }));

    public ValueTask<AnnouncedLoad?> Announced(CancellationToken cancellation = default) =>
        new(database.Read(on => OperatorCommandSql.Load(on.Connection.QuerySingleOrDefault<OperatorCommandSql.Row>(OperatorCommandSql.Announced))));

    IReadOnlyList<OperatorCommand> Read(string sql, object parameters) =>
        database.Read(on => (IReadOnlyList<OperatorCommand>)[.. on.Connection.Query<OperatorCommandSql.Row>(sql, parameters).Select(OperatorCommandSql.Order)]);
}
