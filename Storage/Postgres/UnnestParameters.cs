using Npgsql;
using NpgsqlTypes;

namespace Platform.Storage.Postgres;

/// <summary>The arrays that statements travel with. Naming one in a statement's text gives its place there, such as <c>$3::text[]</c>.</summary>
sealed class UnnestParameters
{
    readonly List<One> all = [];
    readonly List<One> named = [];
    NpgsqlParameterCollection? last;

    public Of<T> Add<T>(NpgsqlDbType type)
    {
        var array = new Of<T>(this, type);
        all.Add(array);
        return array;
    }

    public Of<string?> Text() => Add<string?>(NpgsqlDbType.Text);

    /// <summary>A statement, and the arrays that its text names: no others travel with it.</summary>
    public Statement Write(Func<string> text)
    {
        named.Clear();
        var sql = text();
        return new(sql, [.. named]);
    }

    public NpgsqlCommand Command(Statement statement, NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(statement.Sql, connection);
        Fill(command.Parameters, statement);
        return command;
    }

    public NpgsqlBatchCommand Command(Statement statement)
    {
        var command = new NpgsqlBatchCommand(statement.Sql);
        Fill(command.Parameters, statement);
        return command;
    }

    // The parameters are made once, and wander from command to command: one is in one collection at a time.
    void Fill(NpgsqlParameterCollection parameters, Statement statement)
    {
        last?.Clear();
        foreach (var array in statement.Named) parameters.Add(array.Parameter());
        last = parameters;
    }

    public void Clear()
    {
        foreach (var array in all) array.Clear();
    }

    /// <param name="Sql">Its text.</param>
    /// <param name="Named">In the order of their places.</param>
    public sealed record Statement(string Sql, IReadOnlyList<One> Named);

    public abstract class One
    {
        public abstract NpgsqlParameter Parameter();

        public abstract void Clear();
    }

    public sealed class Of<T>(UnnestParameters arrays, NpgsqlDbType type) : One
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

        public override string ToString()
        {
            if (!arrays.named.Contains(this)) arrays.named.Add(this);
            return $"${arrays.named.IndexOf(this) + 1}::{Name(type)}[]";
        }

        static string Name(NpgsqlDbType type) => type is NpgsqlDbType.TimestampTz ? "timestamptz" : type.ToString().ToLowerInvariant();
    }
}
