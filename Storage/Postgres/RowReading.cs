using Npgsql;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Storage.Journal;

namespace Platform.Storage.Postgres;

/// <summary>Columns as the journal knows them.</summary>
static class RowReading
{
    /// <summary>The citizen, and the wrapped key in the column after it.</summary>
    public static Seal Seal(this NpgsqlDataReader reader, int column) =>
        new(reader.IsDBNull(column) ? null : reader.GetGuid(column), reader.Blob(column + 1));

    public static byte[]? Blob(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);

    /// <summary>Version, type, body, personal, at, citizen, wrapped key, from a column on.</summary>
    public static StoredFact Fact(this NpgsqlDataReader reader, int column) => new(
        reader.GetInt64(column), reader.GetString(column + 1), reader.GetFieldValue<byte[]>(column + 2), reader.Blob(column + 3),
        reader.GetFieldValue<DateTimeOffset>(column + 4), reader.Seal(column + 5));

    /// <summary>Tenant, kind, id, from a column on.</summary>
    public static EventStreamId Stream(this NpgsqlDataReader reader, int column) =>
        new(TenantId.Parse(reader.GetString(column)), reader.GetString(column + 1), reader.GetString(column + 2));
}
