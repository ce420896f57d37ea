using Dapper;
using Npgsql;
using Platform.Grains.Interfaces.Contracts;
using Platform.Storage.Mapping;

namespace Platform.Storage.Postgres;

/// <summary>Brings the schema up to date, and refuses a database that would forget what it acknowledged.</summary>
static class PostgresMigrations
{
    /// <summary>Any number that nobody else locks: "GRC journal".</summary>
    const long Lock = 0x4752_4300_4A52_4E4C;

    public static async Task Apply(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await Check(connection);
        await connection.ExecuteAsync("select pg_advisory_lock(@Lock)", new { Lock });
        try
        {
            await connection.ExecuteAsync("create table if not exists migrations (number int primary key, at timestamptz not null default now())");
            // A number above ours is of a newer silo, in a rolling upgrade: migrations are forward compatible, so we go on.
            var applied = (await connection.QueryAsync<int>("select number from migrations")).ToHashSet();
            foreach (var (number, sql) in Migrations.Of("Postgres").Where(one => !applied.Contains(one.Number)))
                await Apply(connection, number, sql, cancellation);
            await MoveBase(connection);
        }
        finally
        {
            await connection.ExecuteAsync("select pg_advisory_unlock(@Lock)", new { Lock });
        }
    }

    static async Task Apply(NpgsqlConnection connection, int number, string sql, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var command = new NpgsqlCommand(sql, connection, transaction)) await command.ExecuteNonQueryAsync(cancellation);
        await connection.ExecuteAsync("insert into migrations (number) values (@number)", new { number }, transaction);
        await transaction.CommitAsync(cancellation);
    }

    // Restored from a dump, the new cluster counts its transactions from the beginning: new positions must still come after the old ones.
    static Task MoveBase(NpgsqlConnection connection) => connection.ExecuteAsync("""
        update positions set base = newest.transaction + 1 - pg_current_xact_id()::text::bigint
        from (select coalesce(max(position), 0) >> 16 as transaction from events) newest
        where base + pg_snapshot_xmax(pg_current_snapshot())::text::bigint <= newest.transaction
        """);

    static async Task Check(NpgsqlConnection connection)
    {
        foreach (var setting in (string[])["synchronous_commit", "fsync", "full_page_writes"])
        {
            if (await connection.ExecuteScalarAsync<string>("select current_setting(@setting)", new { setting }) is "off")
                throw new JournalUnavailableException($"PostgreSQL runs with {setting} = off, so an acknowledged contact could be lost. Set it to on.");
        }
    }
}
