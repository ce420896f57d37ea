using System.Collections.Concurrent;
using Dapper;
using FsCheck;
using FsCheck.Fluent;
using Platform.Grains.Citizens;
using Platform.Grains.Contacts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;
using Platform.LoadTests.Platforms.Postgres;
using Platform.Tests.Storage.Contract;
using static Platform.Tests.Storage.Contract.Appends;

namespace Platform.Tests.Storage.Postgres;

/// <summary>Races between silos, and power cuts.</summary>
[Trait("Speed", "Slow")]
public sealed class PostgresFaultTests(PostgresServer database) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task TwoSilosThatBelieveThemselvesOwnersHarmNobody()
    {
        await using var one = await database.Open();
        await using var other = await database.Open();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(JournalProperties.Sends.ToArbitrary(), sends =>
        {
            JournalProperties.IsGaplessAndOnce([one.Journal, other.Journal], sends).GetAwaiter().GetResult();
            return true;
        }));
    }

    [Fact]
    public async Task OfTwoSilosThatClaimAMailOneWinsEachTime()
    {
        await using var one = await database.Open();
        await using var other = await database.Open();
        var town = Town();
        for (var i = 0; i < 50; i++)
        {
            var claim = new UniqueClaim(new("email", $"digest-{i}"));
            var outcomes = await Task.WhenAll(((IJournal[])[one.Journal, other.Journal]).SelectMany(journal => Enumerable.Range(0, 2)
                .Select(_ => Task.Run(async () => await journal.Append(Contact(town, Someone(), 0) with { Claims = [claim] })))));
            Assert.Single(outcomes.OfType<Appended.Committed>());
            Assert.Equal(3, outcomes.OfType<Appended.Taken>().Count());
        }
    }

    [Fact]
    public async Task ACommandSentToTwoFilesThroughTwoSilosIsKeptOnce()
    {
        await using var one = await database.Open();
        await using var other = await database.Open();
        var town = Town();
        for (var i = 0; i < 50; i++)
        {
            var outcomes = await Task.WhenAll(((IJournal[])[one.Journal, other.Journal])
                .Select(journal => Task.Run(async () => await journal.Append(Contact(town, Someone(), 0, $"command-{i}")))));
            Assert.Single(outcomes.OfType<Appended.Committed>());
            Assert.Single(outcomes.OfType<Appended.Repeated>());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhoIsErasedInTheMomentInWhichTheyCallIsInNoListAfterwards(bool remembered)
    {
        await using var one = await database.Open();
        await using var other = await database.Open();
        var town = Town();
        for (var i = 0; i < 100; i++)
        {
            var ada = Someone();
            var place = Assert.IsType<Appended.Committed>(await one.Journal.Append(Contact(town, ada, 0))).RowHint;
            var calls = Contact(town, ada, 1) with
            {
                RowHint = remembered ? place : null,
                Rows = [new CitizenRow(town, ada.Value, "Ada", null, null, " ada", Noon, false), new ContactRow(town, ada.Value, 2, Channel.Web, null, Noon, true)],
            };
            var called = Task.Run(async () => await one.Journal.Append(calls));
            await Task.WhenAll(called, Task.Run(async () => await other.Journal.Erase(town, ada)));
            // A conflict: it had looked before the head was marked. It loads, and finds it so.
            Assert.True(await called is Appended.Committed or Appended.Erased or Appended.Conflict, $"{await called}");
        }
        await using var scope = await one.Reading.Open(town);
        Assert.Equal(0, await scope.Connection.ExecuteScalarAsync<long>(
            "select (select count(*) from citizen_rows where tenant = @town) + (select count(*) from contact_rows where tenant = @town)", new { town }));
    }

    [Fact]
    public async Task ASiloOfBeforeErasesWithoutAWordToTheHeadAndTheHeadKnows()
    {
        await using var one = await database.Open();
        var (town, ada) = (Town(), Someone());
        var place = Assert.IsType<Appended.Committed>(await one.Journal.Append(Contact(town, ada, 0))).RowHint;
        await using (var platform = database.Server.OpenAsSuperuser())
        await using (var forget = platform.CreateCommand($"update citizen_keys set wrapped = null where citizen = '{ada}'"))
            await forget.ExecuteNonQueryAsync();
        Assert.IsType<Appended.Erased>(await one.Journal.Append(Contact(town, ada, 1) with { RowHint = place }));
    }

    [Fact]
    public async Task APowerCutLosesNothingAcknowledgedAndDoublesNothing()
    {
        await using var postgres = await TemporaryPostgres.Start();
        await using var house = await database.Open(postgres.ConnectionString);
        var town = Town();
        var acknowledged = new ConcurrentDictionary<(CitizenId, long), string>();
        using var end = new CancellationTokenSource();
        var senders = Enumerable.Range(0, 32).Select(_ => Task.Run(() => Send(house.Journal, town, acknowledged, end.Token))).ToList();
        for (var cut = 1; cut <= 3; cut++)
        {
            await Until(() => acknowledged.Count >= cut * 300);
            await postgres.Kill();
            await postgres.Restart();
        }
        await Until(() => acknowledged.Count >= 1200);
        await end.CancelAsync();
        await Task.WhenAll(senders);
        foreach (var citizen in acknowledged.GroupBy(one => one.Key.Item1))
        {
            var history = await house.Journal.Read(citizen.Key.Stream(town), 0, 1000);
            Assert.Equal(Enumerable.Range(1, history.Count).Select(i => (long)i), history.Select(one => one.Version));
            Assert.Equal(history.Count, history.Select(one => one.Fact.Personal.Text()).Distinct().Count());
            Assert.All(citizen, one => Assert.Equal(one.Value, history[(int)one.Key.Item2 - 1].Fact.Personal.Text()));
        }
    }

    /// <summary>As a grain and its client: what is unknown is sent again with the same command id.</summary>
    static async Task Send(IJournal journal, TenantId town, ConcurrentDictionary<(CitizenId, long), string> acknowledged, CancellationToken end)
    {
        var citizen = Someone();
        for (var version = 1L; version <= 900 && !end.IsCancellationRequested; version++)
        {
            var command = Guid.NewGuid().ToString("N");
            while (true)
            {
                try
                {
                    var outcome = await journal.Append(Contact(town, citizen, version - 1, command, command), CancellationToken.None);
                    Assert.True(outcome is Appended.Committed or Appended.Repeated, $"{outcome}");
                    acknowledged[(citizen, version)] = command;
                    break;
                }
                catch (JournalUnavailableException) when (!end.IsCancellationRequested)
                {
                    await Task.Yield();
                }
            }
        }
    }

    static async Task Until(Func<bool> fact)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!fact()) await Task.Delay(10, deadline.Token);
    }
}
