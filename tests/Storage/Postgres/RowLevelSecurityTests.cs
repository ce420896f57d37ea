using Dapper;
using Npgsql;
using Platform.Grains.Contacts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Identities;
using static Platform.Tests.Storage.Contract.Appends;

namespace Platform.Tests.Storage.Postgres;

/// <summary>What only PostgreSQL can promise.</summary>
[Trait("Speed", "Slow")]
public sealed class RowLevelSecurityTests(PostgresServer database) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task AReaderSeesItsOwnTownEvenWhereTheSqlForgetsToAsk()
    {
        await using var house = await database.Open();
        var (ours, theirs, ada, eve) = (Town(), Town(), Someone(), Someone());
        foreach (var (town, citizen) in ((Platform.Grains.Interfaces.Tenancy.TenantId, CitizenId)[])[(ours, ada), (theirs, eve)])
        {
            await house.Journal.Commits(Contact(town, citizen, 0) with
            {
                Rows = [new ContactRow(town, citizen.Value, 1, Channel.Web, null, Noon, true)],
            });
        }
        await using (var scope = await house.Reading.Open(ours))
        {
            Assert.Equal([ada.Value], await scope.Connection.QueryAsync<Guid>("select citizen from contact_rows"));
            await Assert.ThrowsAsync<PostgresException>(() => scope.Connection.QueryAsync("select * from citizen_keys"));
        }
        await using (var scope = await house.Reading.Open(theirs))
            Assert.Equal([eve.Value], await scope.Connection.QueryAsync<Guid>("select citizen from contact_rows"));
    }

    [Fact]
    public async Task EveryTableOfTownsIsBehindTheWall()
    {
        await using var house = await database.Open();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        Assert.Empty(await connection.QueryAsync<string>("""
            select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant'
            where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and not (c.relrowsecurity and c.relforcerowsecurity)
            """));
    }

    [Fact]
    public async Task AReaderWithoutATownSeesNothing()
    {
        await using var house = await database.Open();
        var town = Town();
        await house.Journal.Commits(Contact(town, Someone(), 0) with { Rows = [new ContactRow(town, Guid.NewGuid(), 1, Channel.Web, null, Noon, true)] });
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync("set role platform_reader");
        Assert.Empty(await connection.QueryAsync("select * from contact_rows"));
    }

    [Fact]
    public async Task AFollowerNeverPassesATransactionInFlight()
    {
        await using var house = await database.Open();
        var (town, ada) = (Town(), Someone());
        await house.Journal.Commits(Contact(town, ada, 0));
        await using var slow = new NpgsqlConnection(database.ConnectionString);
        await slow.OpenAsync();
        await using (var transaction = await slow.BeginTransactionAsync())
        {
            await slow.ExecuteAsync("""
                insert into events (position, stream, version, tenant, type, body, at)
                select (pg_current_xact_id()::text::bigint << 16) + 1, 0, 1, @town, 'slow', '', now()
                """, new { town = town.Value });
            await house.Journal.Commits(Contact(town, ada, 1));
            Assert.DoesNotContain(await Seen(house.Journal), one => one.Stream == ada.Stream(town) && one.Recorded.Version == 2);
            await transaction.RollbackAsync();
        }
        Assert.Contains(await Seen(house.Journal), one => one.Stream == ada.Stream(town) && one.Recorded.Version == 2);
    }

    [Fact]
    public async Task RestoredIntoAYoungerClusterNewFactsStillComeAfterOldOnes()
    {
        var fresh = await database.Server.CreateDatabase();
        var (town, ada) = (Town(), Someone());
        await using (var house = await database.Open(fresh)) await house.Journal.Commits(Contact(town, ada, 0));
        await using (var connection = new NpgsqlConnection(fresh)) await connection.ExecuteAsync("update events set position = position + (1000000::bigint << 16)");
        await using (var house = await database.Open(fresh))
        {
            var last = Assert.Single(await Seen(house.Journal)).Position;
            await house.Journal.Commits(Contact(town, ada, 1));
            Assert.Equal(2, Assert.Single((await house.Journal.Follow(last, 10)).Facts).Recorded.Version);
        }
    }

    static async Task<IReadOnlyList<Positioned>> Seen(IJournal journal)
    {
        var (seen, after) = (new List<Positioned>(), 0L);
        while (await journal.Follow(after, 1000) is { Facts.Count: > 0 } page)
        {
            seen.AddRange(page.Facts);
            after = page.Position;
        }
        return seen;
    }
}
