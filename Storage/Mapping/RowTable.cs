using System.Reflection;
using System.Text.Json;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Storage.Mapping;

/// <summary>A list's table, as its record tells it: see <see cref="IRow"/>.</summary>
sealed record RowTable(Type Type, string Name, IReadOnlyList<RowTable.Column> Columns)
{
    /// <summary>Every list of the grains.</summary>
    public static IReadOnlyList<RowTable> All { get; } =
        [.. typeof(IRow).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IRow))).Select(Of).OrderBy(table => table.Name, StringComparer.Ordinal)];

    public static RowTable Of(Type type) => new(type, Snake(type.Name) + "s",
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.Name != "EqualityContract")
            .Select(property => new Column(Snake(property.Name), property, property.IsDefined(typeof(RowKeyAttribute))))]);

    public IEnumerable<Column> Keys => Columns.Where(column => column.Key);

    public string ColumnNames => string.Join(", ", Columns.Select(column => column.Name));

    /// <summary>The end of an insert: a row of the same key is replaced.</summary>
    public string Replacing =>
        $"on conflict ({string.Join(", ", Keys.Select(column => column.Name))}) do "
        + (Columns.Any(column => !column.Key)
            ? "update set " + string.Join(", ", Columns.Where(column => !column.Key).Select(column => $"{column.Name} = excluded.{column.Name}"))
            : "nothing");

    /// <param name="Name">In the database.</param>
    /// <param name="Property">In the record.</param>
    /// <param name="Key">Part of the primary key.</param>
    public sealed record Column(string Name, PropertyInfo Property, bool Key)
    {
        /// <summary>What the database sees of it, without its nullable form.</summary>
        public Type Kept => (Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType) switch
        {
            { IsEnum: true } => typeof(string),
            var type when type == typeof(TenantId) => typeof(string),
            var type => type,
        };

        /// <summary>A value as both databases are given it.</summary>
        public static object? Plain(object? value) => value switch
        {
            TenantId tenant => tenant.Value,
            Enum one => one.ToString(),
            DateTimeOffset at => Timestamps.Kept(at),
            _ => value,
        };
    }

    static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
