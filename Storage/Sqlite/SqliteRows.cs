using Platform.Grains.EventSourcing;
using Platform.Storage.Mapping;

namespace Platform.Storage.Sqlite;

/// <summary>List rows, as their records tell them.</summary>
static class SqliteRows
{
    static readonly Dictionary<Type, (RowTable Table, string Sql)> Tables = RowTable.All.ToDictionary(table => table.Type, table => (table, Insert(table)));

    public static void Write(SqliteStatements on, IRow row)
    {
        var (table, sql) = Tables[row.GetType()];
        var values = new object?[table.Columns.Count];
        for (var i = 0; i < values.Length; i++) values[i] = RowTable.Column.Plain(table.Columns[i].Property.GetValue(row));
        on.Execute(sql, values);
    }

    static string Insert(RowTable table) =>
        $"insert into {table.Name} ({table.ColumnNames}) values ({string.Join(", ", Enumerable.Range(1, table.Columns.Count).Select(i => $"${i}"))}) {table.Replacing}";
}
