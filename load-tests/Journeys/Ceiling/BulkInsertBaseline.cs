using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;

namespace Platform.LoadTests.Journeys.Ceiling;

/// <summary>An upper bound of the database: the rows of whole contacts, inserted as arrays by Npgsql alone, 64 a transaction.</summary>
/// <remarks>A contact is the rows that the journal writes for it: stream head, event, command with its answer, list row. Their columns are as
/// long as those of a sealed contact.</remarks>
sealed class BulkInsertBaseline(string connectionString)
{
    const int Batch = 64;
    const int Connections = 4;
    const int Citizens = 20_000;

    const string Schema = """
        create table if not exists head (tenant text, kind text, id text, version bigint not null, primary key (tenant, kind, id));
        create table if not exists event (tenant text, kind text, id text, version bigint, position bigint generated always as identity,
            type text not null, body bytea not null, personal bytea, at timestamptz not null, primary key (tenant, kind, id, version));
        create unique index if not exists event_position on event (position);
        create table if not exists command (tenant text, id text, digest bytea not null, answer bytea not null,
            at timestamptz not null default now(), primary key (tenant, id));
        create table if not exists contact_row (tenant text, citizen uuid, version bigint, channel text not null, service text,
            at timestamptz not null, waiting boolean not null, primary key (tenant, citizen, version));
        """;

    const string Append = """
        with heads as (
            insert into head (tenant, kind, id, version) select 'saint-aubin', 'citizen', id, version from unnest($1, $2) as t(id, version)
            on conflict (tenant, kind, id) do update set version = excluded.version where head.version = excluded.version - 1),
        commands as (
            insert into command (tenant, id, digest, answer) select 'saint-aubin', id, digest, answer from unnest($3, $4, $5) as t(id, digest, answer)),
        list_rows as (
            insert into contact_row (tenant, citizen, version, channel, at, waiting)
            select 'saint-aubin', id::uuid, version, 'phone', $8, true from unnest($1, $2) as t(id, version))
        insert into event (tenant, kind, id, version, type, body, personal, at)
        select 'saint-aubin', 'citizen', id, version, 'contact-recorded', body, personal, $8 from unnest($1, $2, $6, $7) as t(id, version, body, personal)
        """;

    readonly long[] versions = new long[Citizens];
    readonly string[] ids = [.. Enumerable.Range(0, Citizens).Select(_ => Guid.CreateVersion7().ToString())];

    /// <summary>Creates the tables.</summary>
    public Task Prepare(CancellationToken cancellation) => Run(Schema, cancellation);

    /// <summary>Measures contacts a second.</summary>
    public async Task<double> Measure(TimeSpan duration, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var written = await Task.WhenAll(Enumerable.Range(0, Connections).Select(writer => Task.Run(() => Write(writer, watch, duration, cancellation), cancellation)));
        var rate = written.Sum() / watch.Elapsed.TotalSeconds;
        // Otherwise vacuum works on these rows while the next thing is measured.
        await Run("truncate head, event, command, contact_row", cancellation);
        return rate;
    }

    async Task Run(string sql, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    async Task<long> Write(int writer, Stopwatch watch, TimeSpan duration, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        await using var command = new NpgsqlCommand(Append, connection);
        for (var parameter = 0; parameter < 8; parameter++) command.Parameters.Add(new NpgsqlParameter());
        var (random, written) = (new Random(writer), 0L);
        while (watch.Elapsed < duration)
        {
            SetParameters(command, writer, random);
            await command.ExecuteNonQueryAsync(cancellation);
            written += Batch;
        }
        return written;
    }

    void SetParameters(NpgsqlCommand command, int writer, Random random)
    {
        // Writers have disjoint citizens, as silos have: two never update the same head at once.
        var citizens = new HashSet<int>();
        while (citizens.Count < Batch) citizens.Add((random.Next(Citizens / Connections) * Connections) + writer);
        var digest = SHA256.HashData("digest"u8);
        object[] values =
        [
            citizens.Select(citizen => ids[citizen]).ToArray(), citizens.Select(citizen => ++versions[citizen]).ToArray(),
            citizens.Select(_ => Guid.NewGuid().ToString("N")).ToArray(), RepeatBytes(digest), RepeatBytes(new byte[110]),
            RepeatBytes(new byte[150]), RepeatBytes(RandomNumberGenerator.GetBytes(420)), DateTimeOffset.UtcNow,
        ];
        for (var parameter = 0; parameter < values.Length; parameter++) command.Parameters[parameter].Value = values[parameter];
    }

    static byte[][] RepeatBytes(byte[] value) => [.. Enumerable.Repeat(value, Batch)];

    async Task<NpgsqlConnection> Open(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(connectionString + ";Max Auto Prepare=20;No Reset On Close=true");
        await connection.OpenAsync(cancellation);
        return connection;
    }
}
