using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;

namespace Platform.LoadTests.Journeys.Ceiling;

/// <summary>What the database takes where nothing else is in the way: the rows of whole contacts, as arrays, 64 a transaction.</summary>
/// <remarks>A contact is the rows that the journal writes for one: its head moved on, its fact, its command with the answer, its list row.
/// The texts are as long as those of a sealed contact.</remarks>
sealed class DiskCeiling(string connectionString)
{
    const int Batch = 64;
    const int Connections = 4;
    const int Citizens = 20_000;

    const string Schema = """
        create table if not exists head (tenant text, kind text, id text, version bigint not null, primary key (tenant, kind, id));
        create table if not exists fact (tenant text, kind text, id text, version bigint, position bigint generated always as identity,
            type text not null, body bytea not null, personal bytea, at timestamptz not null, primary key (tenant, kind, id, version));
        create unique index if not exists fact_position on fact (position);
        create table if not exists command (tenant text, id text, digest bytea not null, answer bytea not null,
            at timestamptz not null default now(), primary key (tenant, id));
        create table if not exists contact_row (tenant text, citizen uuid, version bigint, channel text not null, service text,
            at timestamptz not null, waiting boolean not null, primary key (tenant, citizen, version));
        """;

    const string Append = """
        with head_moved as (
            insert into head (tenant, kind, id, version) select 'saint-aubin', 'citizen', id, version from unnest($1, $2) as t(id, version)
            on conflict (tenant, kind, id) do update set version = excluded.version where head.version = excluded.version - 1),
        said as (
            insert into command (tenant, id, digest, answer) select 'saint-aubin', id, digest, answer from unnest($3, $4, $5) as t(id, digest, answer)),
        listed as (
            insert into contact_row (tenant, citizen, version, channel, at, waiting)
            select 'saint-aubin', id::uuid, version, 'phone', $8, true from unnest($1, $2) as t(id, version))
        insert into fact (tenant, kind, id, version, type, body, personal, at)
        select 'saint-aubin', 'citizen', id, version, 'contact-recorded', body, personal, $8 from unnest($1, $2, $6, $7) as t(id, version, body, personal)
        """;

    readonly long[] versions = new long[Citizens];
    readonly string[] ids = [.. Enumerable.Range(0, Citizens).Select(_ => Guid.CreateVersion7().ToString())];

    /// <summary>Makes the tables.</summary>
    public Task Prepare(CancellationToken cancellation) => Run(Schema, cancellation);

    /// <summary>Contacts a second.</summary>
    public async Task<double> Measure(TimeSpan time, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var written = await Task.WhenAll(Enumerable.Range(0, Connections).Select(writer => Task.Run(() => Write(writer, clock, time, cancellation), cancellation)));
        var rate = written.Sum() / clock.Elapsed.TotalSeconds;
        // Else the database tidies these rows up while the next thing is measured.
        await Run("truncate head, fact, command, contact_row", cancellation);
        return rate;
    }

    async Task Run(string sql, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    async Task<long> Write(int writer, Stopwatch clock, TimeSpan time, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        await using var command = new NpgsqlCommand(Append, connection);
        for (var parameter = 0; parameter < 8; parameter++) command.Parameters.Add(new NpgsqlParameter());
        var (chance, written) = (new Random(writer), 0L);
        while (clock.Elapsed < time)
        {
            Fill(command, writer, chance);
            await command.ExecuteNonQueryAsync(cancellation);
            written += Batch;
        }
        return written;
    }

    void Fill(NpgsqlCommand command, int writer, Random chance)
    {
        // Each writer has citizens of its own, as a silo has: two never move one head at once.
        var citizens = new HashSet<int>();
        while (citizens.Count < Batch) citizens.Add((chance.Next(Citizens / Connections) * Connections) + writer);
        var digest = SHA256.HashData("digest"u8);
        object[] values =
        [
            citizens.Select(citizen => ids[citizen]).ToArray(), citizens.Select(citizen => ++versions[citizen]).ToArray(),
            citizens.Select(_ => Guid.NewGuid().ToString("N")).ToArray(), Repeat(digest), Repeat(new byte[110]),
            Repeat(new byte[150]), Repeat(RandomNumberGenerator.GetBytes(420)), DateTimeOffset.UtcNow,
        ];
        for (var parameter = 0; parameter < values.Length; parameter++) command.Parameters[parameter].Value = values[parameter];
    }

    static byte[][] Repeat(byte[] value) => [.. Enumerable.Repeat(value, Batch)];

    async Task<NpgsqlConnection> Open(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(connectionString + ";Max Auto Prepare=20;No Reset On Close=true");
        await connection.OpenAsync(cancellation);
        return connection;
    }
}
