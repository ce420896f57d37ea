using System.Reflection;
using System.Text.Json;
using NpgsqlTypes;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Storage.Mapping;

namespace Platform.Storage.Postgres;

/// <summary>The rows of one list in a batch, column by column, and the part of the append statement that writes them.</summary>
sealed class RowArrays
{
    readonly RowTable table;
    readonly UnnestParameters.Of<int> slots;
    readonly (UnnestParameters.One Array, Action<IRow> Add)[] columns;

    public RowArrays(RowTable table, UnnestParameters arrays)
    {
        this.table = table;
        slots = arrays.Add<int>(NpgsqlDbType.Integer);
        columns = [.. table.Columns.Select(column => Column(column, arrays))];
    }

    /// <summary>The part of the statement. The heads decide: rows of an append that did not win are not written.</summary>
    public string Written => $"""
        written_{table.Name} as (
          insert into {table.Name} ({table.ColumnNames})
          select {string.Join(", ", table.Columns.Select(Value))}
          from unnest({slots}, {string.Join(", ", columns.Select(column => column.Array))}) as r(slot, {table.ColumnNames})
          join heads h on h.slot = r.slot
          {(New ? "" : table.Replacing)})
        """;

    public bool Any => slots.Any;

    /// <summary>All of them are: nothing is there to be replaced, and nothing is looked for.</summary>
    public bool New { get; private set; } = true;

    public void Clear() => New = true;

    public void Add(int slot, IRow row)
    {
        slots.Add(slot);
        New &= row.IsNew;
        foreach (var (_, add) in columns) add(row);
    }

    static string Value(RowTable.Column column) =>
        column.Kept == typeof(string[]) ? $"array(select jsonb_array_elements_text(r.{column.Name}::jsonb))" : $"r.{column.Name}";

    static (UnnestParameters.One Array, Action<IRow> Add) Column(RowTable.Column column, UnnestParameters arrays) =>
        column.Property.PropertyType == typeof(string) ? Fill(arrays.Text(), Read<string?>(column.Property))
        : column.Property.PropertyType == typeof(Guid) ? Fill(arrays.Add<Guid>(NpgsqlDbType.Uuid), Read<Guid>(column.Property))
        : column.Property.PropertyType == typeof(TenantId) ? Fill(arrays.Text(), Read<TenantId>(column.Property), tenant => tenant.Value)
        : column.Property.PropertyType == typeof(bool) ? Fill(arrays.Add<bool>(NpgsqlDbType.Boolean), Read<bool>(column.Property))
        : column.Property.PropertyType == typeof(long) ? Fill(arrays.Add<long>(NpgsqlDbType.Bigint), Read<long>(column.Property))
        : column.Property.PropertyType == typeof(DateTimeOffset)
            ? Fill(arrays.Add<DateTime>(NpgsqlDbType.TimestampTz), Read<DateTimeOffset>(column.Property), at => at.UtcDateTime)
        : Rarer(column, arrays);

    static (UnnestParameters.One Array, Action<IRow> Add) Rarer(RowTable.Column column, UnnestParameters arrays)
    {
        Func<IRow, object?> read = row => RowTable.Column.Plain(column.Property.GetValue(row));
        return column.Kept switch
        {
            var type when type == typeof(string) => Fill(arrays.Text(), row => (string?)read(row)),
            var type when type == typeof(Guid) => Fill(arrays.Add<Guid?>(NpgsqlDbType.Uuid), row => (Guid?)read(row)),
            var type when type == typeof(bool) => Fill(arrays.Add<bool?>(NpgsqlDbType.Boolean), row => (bool?)read(row)),
            var type when type == typeof(long) => Fill(arrays.Add<long?>(NpgsqlDbType.Bigint), row => (long?)read(row)),
            var type when type == typeof(int) => Fill(arrays.Add<int?>(NpgsqlDbType.Integer), row => (int?)read(row)),
            var type when type == typeof(DateTimeOffset) =>
                Fill(arrays.Add<DateTime?>(NpgsqlDbType.TimestampTz), row => ((DateTimeOffset?)read(row))?.UtcDateTime),
            var type when type == typeof(string[]) => Fill(arrays.Text(), row => JsonSerializer.Serialize(read(row))),
            var type => throw new NotSupportedException($"A row cannot keep a {type.Name}: see IRow."),
        };
    }

    static Func<IRow, T> Read<T>(PropertyInfo property) => typeof(RowArrays)
        .GetMethod(nameof(Typed), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(property.DeclaringType!, typeof(T))
        .Invoke(null, [property]) as Func<IRow, T> ?? throw new InvalidOperationException();

    static Func<IRow, T> Typed<TRow, T>(PropertyInfo property) where TRow : IRow
    {
        var read = property.GetGetMethod()!.CreateDelegate<Func<TRow, T>>();
        return row => read((TRow)row);
    }

    static (UnnestParameters.One, Action<IRow>) Fill<T>(UnnestParameters.Of<T> array, Func<IRow, T> read) => (array, row => array.Add(read(row)));

    static (UnnestParameters.One, Action<IRow>) Fill<TFrom, T>(UnnestParameters.Of<T> array, Func<IRow, TFrom> read, Func<TFrom, T> convert) =>
        (array, row => array.Add(convert(read(row))));
}
