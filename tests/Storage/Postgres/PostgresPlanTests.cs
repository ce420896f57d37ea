using Npgsql;
using Platform.Grains.Contacts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Tenancy;
using Platform.LoadTests.Platforms.Postgres;
using Platform.Tests.Storage.Contract;
using static Platform.Tests.Storage.Contract.Appends;

namespace Platform.Tests.Storage.Postgres;

/// <summary>What PostgreSQL does for a statement of the journal stays the same when the tables have grown and their statistics say so.</summary>
[Trait("Speed", "Slow")]
public sealed class PostgresPlanTests
{
    // As if every table were large: what the planner then prefers, it prefers here.
    static readonly string[] Large =
    [
        "session_preload_libraries=auto_explain", "auto_explain.log_min_duration=0", "parallel_setup_cost=0", "parallel_tuple_cost=0",
        "min_parallel_table_scan_size=0", "min_parallel_index_scan_size=0", "jit_above_cost=0",
    ];

    [Fact]
    public async Task TheJournalFindsEveryRowByIndexAndStartsNoHelpersForIt()
    {
        await using var postgres = await TemporaryPostgres.Start(Large);
        await using var house = await JournalHost.Open(("Provider", "Postgres"), ("ConnectionString", postgres.ConnectionString));
        await Fill(postgres);
        var (town, citizen) = (Town(), Someone());
        for (var (version, place) = (0L, (string?)null); version < 4; version++)
        {
            var contact = Contact(town, citizen, version) with { RowHint = place, Claims = version == 0 ? [new UniqueClaim(new("email", "digest"))] : [] };
            // The last one from a wrong place: it is looked for.
            var committed = Assert.IsType<Appended.Committed>(await house.Journal.Append(contact));
            place = version < 2 ? committed.RowHint : place;
        }
        Assert.Equal(4, (await house.Journal.Read(citizen.Stream(town), 0, 10)).Count);
        Assert.NotEmpty((await house.Journal.Follow(0, 10)).Facts);

        // A migration fills its new columns once, and may read whole tables.
        var plans = (await Plans(postgres, " events ")).Where(plan => !plan.Contains("Query Text: update request_rows")).ToList();
        Assert.All(plans, plan => Assert.DoesNotContain("Workers Planned", plan));
        Assert.All(plans, plan => Assert.DoesNotContain("JIT:", plan));
        Assert.All(plans, plan => Assert.DoesNotMatch(@"(Seq|Bitmap Heap) Scan on (events|streams|commands|claims|citizen_keys|snapshots)", plan));
        var moves = plans.Where(plan => plan.Contains("Update on streams")).ToList();
        Assert.All(moves, plan => Assert.Contains("Tid Scan on streams", plan));
        // Three that looked for nothing, of which the last was in vain, and then one that looked.
        Assert.Equal(4, moves.Count);
        Assert.Equal(1, moves.Count(plan => plan.Contains("using streams_pkey")));
        Assert.Equal(1, moves.Count(plan => plan.Contains("using commands_pkey")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ARowThatIsNewIsWrittenWithoutLookingForOneToReplace(bool waits)
    {
        await using var postgres = await TemporaryPostgres.Start(Large);
        await using var house = await JournalHost.Open(("Provider", "Postgres"), ("ConnectionString", postgres.ConnectionString));
        var (town, citizen) = (Town(), Someone());
        await house.Journal.Commits(Contact(town, citizen, 0) with { Rows = [new ContactRow(town, citizen.Value, 1, Channel.Web, null, Noon, waits)] });
        Assert.Equal(!waits, Assert.Single(await Plans(postgres, "Insert on contact_rows")).Contains("Conflict Arbiter Indexes: contact_rows_pkey"));
    }

    [Fact]
    public async Task ABatchThatLosesARaceForAMailTravelsAgainTogetherAndLooksForNothingElse()
    {
        await using var postgres = await TemporaryPostgres.Start(Large);
        await using var house = await JournalHost.Open(("Provider", "Postgres"), ("ConnectionString", postgres.ConnectionString));
        await using var platform = postgres.OpenAsSuperuser();
        var town = Town();
        await using var ada = await AboutToClaim(platform, town, "ada");
        await using var bob = await AboutToClaim(platform, town, "bob");
        // The first waits for who is about to claim its mail; three wait for it, then travel together, and one of them has a mail that is claimed.
        var first = Opens("ada");
        await Waits(platform);
        var together = new[] { "bob", "cleo", "dora" }.Select(Opens).ToList();
        await ada.CommitAsync();
        Assert.IsType<Appended.Taken>(await first);
        await Waits(platform);
        await bob.CommitAsync();
        Assert.IsType<Appended.Taken>(await together[0]);
        Assert.IsType<Appended.Committed>(await together[1]);
        Assert.IsType<Appended.Committed>(await together[2]);

        // The first, and those who travelled together; then each of the two that were not written, to be told why not.
        var plans = await Plans(postgres, "Insert on events");
        Assert.Equal(4, plans.Count);
        Assert.Equal(2, plans.Count(plan => plan.Contains("using commands_pkey")));

        Task<Appended> Opens(string mail) =>
            house.Journal.Append(Contact(town, Someone(), 0) with { Claims = [new UniqueClaim(new("email", mail))] }).AsTask();
    }

    static async Task<NpgsqlTransaction> AboutToClaim(NpgsqlDataSource platform, TenantId town, string mail)
    {
        var transaction = await (await platform.OpenConnectionAsync()).BeginTransactionAsync();
        await using var claim = new NpgsqlCommand(
            $"insert into claims (scope, kind, value, tenant, owner, verified) values ('{town}', 'email', '{mail}', '{town}', 'another', false)",
            transaction.Connection, transaction);
        await claim.ExecuteNonQueryAsync();
        return transaction;
    }

    static async Task Waits(NpgsqlDataSource platform)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var waits = platform.CreateCommand("select count(*) from pg_stat_activity where wait_event_type = 'Lock'");
        while (await waits.ExecuteScalarAsync(patience.Token) is 0L) await Task.Yield();
    }

    static async Task<List<string>> Plans(TemporaryPostgres postgres, string of)
    {
        var plans = (await postgres.Log()).Split("LOG:  ").Where(said => said.Contains("Query Text:") && said.Contains(of) && !said.Contains("generate_series")).ToList();
        Assert.NotEmpty(plans);
        return plans;
    }

    // In no order: a table that several write is not quite in the order of its index, and the planner counts the leaps.
    static async Task Fill(TemporaryPostgres postgres)
    {
        await using var platform = postgres.OpenAsSuperuser();
        await using var fill = platform.CreateCommand("""
            insert into events (position, stream, version, tenant, type, body, at)
            select n, n, 1, 'other', 'contact-recorded', '\x00', now() from generate_series(1, 50000) n order by random();
            insert into streams (tenant, kind, id, version, previous, slot) select 'other', 'citizen', n::text, 1, 0, 1 from generate_series(1, 50000) n;
            analyze
            """);
        await fill.ExecuteNonQueryAsync();
    }
}
