using Platform.LoadTests.Platforms.Postgres;

namespace Platform.LoadTests.Journeys.Footprint;

/// <summary>The size of the platform's database at one moment.</summary>
/// <param name="Tables">Bytes of all tables, with their indexes and TOAST.</param>
/// <param name="Log">Bytes of write-ahead log since the server was initialised.</param>
readonly record struct DatabaseSize(long Tables, long Log)
{
    const string Sizes = """
        select (select sum(pg_total_relation_size(oid))::bigint from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'),
          pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint
        """;

    /// <summary>Measures it after a checkpoint: pages in memory alone have no size yet.</summary>
    public static async Task<DatabaseSize> Of(TemporaryPostgres postgres, CancellationToken cancellation)
    {
        await using var database = postgres.OpenAsSuperuser();
        await using (var checkpoint = database.CreateCommand("checkpoint")) await checkpoint.ExecuteNonQueryAsync(cancellation);
        await using var query = database.CreateCommand(Sizes);
        await using var sizes = await query.ExecuteReaderAsync(cancellation);
        await sizes.ReadAsync(cancellation);
        return new(sizes.GetInt64(0), sizes.GetInt64(1));
    }

    /// <summary>The growth since another moment, for each of so many contacts.</summary>
    public DatabaseSize Since(DatabaseSize before, double many) => new((long)((Tables - before.Tables) / many), (long)((Log - before.Log) / many));

    public override string ToString() => $"{Tables:N0} bytes of tables and indexes, {Log:N0} of log";
}
