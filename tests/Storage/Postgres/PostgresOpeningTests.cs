using Dapper;
using Npgsql;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Contracts;
using Platform.LoadTests.Platforms.Postgres;
using Platform.Tests.Storage.Contract;
using static Platform.Tests.Storage.Contract.Appends;

namespace Platform.Tests.Storage.Postgres;

/// <summary>How a silo meets its database.</summary>
[Trait("Speed", "Slow")]
public sealed class PostgresOpeningTests(PostgresServer database) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task ManySilosThatStartAtOnceMigrateOnce()
    {
        var fresh = await database.Server.CreateDatabase();
        var houses = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => database.Open(fresh)));
        await houses[3].Journal.Commits(Contact(Town(), Someone(), 0));
        foreach (var house in houses) await house.DisposeAsync();
        await using (var again = await database.Open(fresh)) Assert.Single((await again.Journal.Follow(0, 10)).Facts);
    }

    [Fact]
    public async Task ACrowdAtOneSiloTakesNoMoreConnectionsThanASiloMayHave()
    {
        await using var silo = new Platform.Storage.Postgres.PostgresDatabase(await database.Server.CreateDatabase());
        var asked = await Task.WhenAll(((NpgsqlDataSource[])[silo.Journal, silo.Pages]).SelectMany(source => Enumerable.Range(0, 200).Select(_ =>
            silo.Ask(source, static connection => connection.ExecuteScalarAsync<long>("""
                select count(*) from pg_stat_activity, pg_sleep(0.02) where datname = current_database() and application_name in ('journal', 'pages')
                """), default))));
        Assert.Equal(400, asked.Length);
        Assert.InRange(asked.Max(), 2, 40);
    }

    [Fact]
    public async Task ANewerSilosSchemaDoesNotStopAnOlderSilo()
    {
        var fresh = await database.Server.CreateDatabase();
        await using (var house = await database.Open(fresh)) await house.Journal.Commits(Contact(Town(), Someone(), 0));
        await using (var connection = new NpgsqlConnection(fresh)) await connection.ExecuteAsync("insert into migrations (number) values (9999)");
        await using (var house = await database.Open(fresh)) await house.Journal.Commits(Contact(Town(), Someone(), 0));
    }

    [Fact]
    public async Task ADatabaseThatForgetsWhatItAcknowledgedIsRefused()
    {
        var fresh = await database.Server.CreateDatabase();
        await using (var connection = new NpgsqlConnection(database.Server.Superuser))
            await connection.ExecuteAsync($"alter database {new NpgsqlConnectionStringBuilder(fresh).Database} set synchronous_commit = off");
        await using var house = await JournalHost.Start(("Provider", "Postgres"), ("ConnectionString", fresh));
        Assert.Contains("synchronous_commit", house.Health.Trouble, StringComparison.Ordinal);
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await house.Journal.Append(Contact(Town(), Someone(), 0)));
    }

    [Fact]
    public async Task ASiloStartsWithoutItsDatabaseAndServesOnceItIsThere()
    {
        await using var postgres = await TemporaryPostgres.Start();
        await postgres.Stop();
        await using var house = await JournalHost.Start(("Provider", "Postgres"), ("ConnectionString", postgres.ConnectionString));
        Assert.Contains("database", house.Health.Trouble, StringComparison.Ordinal);
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await house.Journal.Append(Contact(Town(), Someone(), 0)));
        await postgres.Restart();
        await house.Health.Ready.WaitAsync(TimeSpan.FromSeconds(30));
        await house.Journal.Commits(Contact(Town(), Someone(), 0));
    }
}
