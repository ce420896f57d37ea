using Platform.LoadTests.Platforms.Postgres;

namespace Platform.LoadTests.Journeys.Footprint;

/// <summary>What the platform's tables take at one moment, and how far the database's log has come.</summary>
/// <param name="Tables">Bytes of all tables with their indexes and what they keep aside.</param>
/// <param name="Log">Bytes of log written since the server was made.</param>
readonly record struct Disk(long Tables, long Log)
{
    const string Sizes = """
        select (select sum(pg_total_relation_size(oid))::bigint from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'),
          pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint
        """;

    /// <summary>Now, after everything was written out: pages that are only in memory have no size yet.</summary>
    public static async Task<Disk> Of(TemporaryPostgres postgres, CancellationToken cancellation)
    {
        await using var beneath = postgres.Beneath();
        await using (var written = beneath.CreateCommand("checkpoint")) await written.ExecuteNonQueryAsync(cancellation);
        await using var asked = beneath.CreateCommand(Sizes);
        await using var sizes = await asked.ExecuteReaderAsync(cancellation);
        await sizes.ReadAsync(cancellation);
        return new(sizes.GetInt64(0), sizes.GetInt64(1));
    }

    /// <summary>For each of so many.</summary>
    public Disk Since(Disk before, double many) => new((long)((Tables - before.Tables) / many), (long)((Log - before.Log) / many));

    /// <inheritdoc/>
    public override string ToString() => $"{Tables:N0} bytes of tables and indexes, {Log:N0} of log";
}
