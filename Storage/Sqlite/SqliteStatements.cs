using System.Text.Json;
using Microsoft.Data.Sqlite;
using Platform.Storage.Mapping;

namespace Platform.Storage.Sqlite;

/// <summary>The prepared statements of one connection, by their text. Parameters are <c>$1 $2 ...</c>.</summary>
sealed class SqliteStatements(SqliteConnection connection)
{
    readonly Dictionary<string, SqliteCommand> prepared = [];

    public SqliteConnection Connection => connection;

    public int Execute(string sql, params ReadOnlySpan<object?> values) => Bound(sql, values).ExecuteNonQuery();

    public object? Scalar(string sql, params ReadOnlySpan<object?> values) => Bound(sql, values).ExecuteScalar();

    public SqliteDataReader Read(string sql, params ReadOnlySpan<object?> values) => Bound(sql, values).ExecuteReader();

    SqliteCommand Bound(string sql, ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = new(sql, connection);
            for (var i = 1; i <= values.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            prepared.Add(sql, command);
        }
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = Value(values[i]);
        return command;
    }

    static object Value(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset at => Timestamps.Text(at),
        ReadOnlyMemory<byte> bytes => bytes.ToArray(),
        string[] texts => JsonSerializer.Serialize(texts),
        _ => value,
    };
}
