using Npgsql;
using NpgsqlTypes;

namespace Platform.Storage.Postgres;

/// <summary>The arrays that one statement travels with. Writing one into the statement's text gives its place, such as <c>$3::text[]</c>.</summary>
sealed class Arrays
{
    readonly List<One> all = [];
    NpgsqlParameterCollection? last;

    public Of<T> Add<T>(NpgsqlDbType type)
    {
        var array = new Of<T>(all.Count + 1, type);
        all.Add(array);
        return array;
    }

    public Of<string?> Text() => Add<string?>(NpgsqlDbType.Text);

    public NpgsqlCommand Command(string sql, NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(sql, connection);
        Fill(command.Parameters);
        return command;
    }

    public NpgsqlBatchCommand Command(string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        Fill(command.Parameters);
        return command;
    }

    // The parameters are made once, and wander from command to command: one is in one collection at a time.
    void Fill(NpgsqlParameterCollection parameters)
    {
        last?.Clear();
        foreach (var array in all) parameters.Add(array.Parameter());
        last = parameters;
    }

    public void Clear()
    {
        foreach (var array in all) array.Clear();
    }

    public abstract class One
    {
        public abstract NpgsqlParameter Parameter();

        public abstract void Clear();
    }

    public sealed class Of<T>(int place, NpgsqlDbType type) : One
    {
        readonly List<T> values = [];
        readonly NpgsqlParameter<List<T>> parameter = new() { NpgsqlDbType = NpgsqlDbType.Array | type };

        public bool Any => values.Count > 0;

        public void Add(T value) => values.Add(value);

        public override void Clear() => values.Clear();

        public override NpgsqlParameter Parameter()
        {
            parameter.TypedValue = values;
            return parameter;
        }

        public override string ToString() => $"${place}::{Name(type)}[]";

        static string Name(NpgsqlDbType type) => type is NpgsqlDbType.TimestampTz ? "timestamptz" : type.ToString().ToLowerInvariant();
    }
}
