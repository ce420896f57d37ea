using Dapper;
using Platform.Grains.Citizens;
using Platform.Grains.Contacts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Access;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Requests;
using Platform.Storage.Mapping;
using static Platform.Tests.Storage.Contract.Appends;

namespace Platform.Tests.Storage.Contract;

public abstract partial class JournalContract
{
    static CitizenRow Known(TenantId town, CitizenId citizen, string name, bool merged = false) =>
        new(town, citizen.Value, name, null, "+33612345678", " " + name.ToLowerInvariant(), Noon.AddTicks(1234567), merged);

    async Task<List<T>> Rows<T>(TenantId town, string table)
    {
        await using var scope = await House.Reading.Open(town);
        return [.. await scope.Connection.QueryAsync<T>($"select * from {table} where tenant = @town", new { town })];
    }

    [Fact]
    public async Task AListShowsWhatWasCommittedAndItsLatestForm()
    {
        var (town, ada) = (Town(), Someone());
        await Journal.Commits(Contact(town, ada, 0) with { Rows = [Known(town, ada, "Ada"), new CitizenWordRow(town, "ada", ada.Value)] });
        await Journal.Commits(Contact(town, ada, 1) with { Rows = [Known(town, ada, "Ada Martin", merged: true), new CitizenWordRow(town, "ada", ada.Value)] });
        Assert.Equal([Known(town, ada, "Ada Martin", merged: true) with { ChangedAt = Noon.AddTicks(1234560) }], await Rows<CitizenRow>(town, "citizen_rows"));
        Assert.Equal([new CitizenWordRow(town, "ada", ada.Value)], await Rows<CitizenWordRow>(town, "citizen_word_rows"));
    }

    [Fact]
    public async Task EverySortOfRowIsReadAsItWasWritten()
    {
        var (town, ada) = (Town(), Someone());
        var contact = new ContactRow(town, ada.Value, 1, Channel.Post, null, Noon, true);
        var request = new RequestRow(
            town, Guid.CreateVersion7(), "2026-1", ada.Value, "voirie", "voirie", Priority.Urgent, RequestStatus.Assigned, "agent:camille", null, Noon, Noon, true,
            Channel.Phone, Noon, "Lampadaire en panne", "agent:lea");
        await Journal.Commits(Contact(town, ada, 0) with { Rows = [contact, request] });
        Assert.Equal([contact], await Rows<ContactRow>(town, "contact_rows"));
        Assert.Equal([request], await Rows<RequestRow>(town, "request_rows"));
    }

    [Fact]
    public async Task WhatDidNotCommitIsInNoList()
    {
        var (town, ada) = (Town(), Someone());
        Assert.IsType<Appended.Conflict>(await Journal.Append(Contact(town, ada, 4) with { SealedFor = null, Facts = [Fact("{}")], Rows = [Known(town, ada, "Ada")] }));
        Assert.Empty(await Rows<CitizenRow>(town, "citizen_rows"));
    }

    [Fact]
    public async Task APageReadsNoMoreThanItMay()
    {
        await using var scope = await House.Reading.Open(Town());
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => scope.Connection.ExecuteAsync("delete from citizen_rows"));
    }

    [Fact]
    public async Task AnErasedCitizenLeavesFactsWithoutWhatWasPersonal()
    {
        var (town, ada, bob) = (Town(), Someone(), Someone());
        await Journal.Commits(Contact(town, ada, 0, "asked") with { Rows = [Known(town, ada, "Ada")], Claims = [new(Mail)] });
        await Journal.Commits(Contact(town, ada, 1) with { Snapshot = Bytes("who Ada is") });
        var request = new EventStreamId(town, "request", "r-1");
        await Journal.Commits(Contact(town, ada, 0) with { Stream = request, Snapshot = Bytes("what Ada asked") });
        await Journal.Commits(Contact(town, bob, 0) with { Rows = [Known(town, bob, "Bob")] });

        await Journal.Erase(town, ada);
        await Journal.Erase(town, ada);
        foreach (var stream in (EventStreamId[])[ada.Stream(town), request])
        {
            var loaded = await Journal.Load(stream);
            Assert.Null(loaded.Snapshot);
            Assert.Equal(loaded.Version, loaded.Since.Count);
            Assert.All(loaded.Since, one => Assert.Equal(("""{"channel":"phone"}""", null), (one.Fact.Body.Text(), one.Fact.Personal.Text())));
        }
        Assert.Equal(["Bob"], (await Rows<CitizenRow>(town, "citizen_rows")).Select(row => row.Name));
        Assert.Null(await OwnerOf(town, Mail));
        Assert.Null(await Journal.Answer(town, "asked"));
        Assert.Equal("Lampadaire en panne", Assert.Single((await Journal.Load(bob.Stream(town))).Since).Fact.Personal.Text());
    }

    [Fact]
    public async Task NothingIsAddedForAnErasedCitizen()
    {
        var (town, ada) = (Town(), Someone());
        await Journal.Commits(Contact(town, ada, 0));
        await Journal.Erase(town, ada);
        Assert.IsType<Appended.Erased>(await Journal.Append(Contact(town, ada, 1, "again")));
        await Reopen();
        Assert.IsType<Appended.Erased>(await Journal.Append(Contact(town, ada, 1, "again")));
        Assert.Equal(1, (await Journal.Load(ada.Stream(town))).Version);
    }

    [Fact]
    public async Task ASiloThatStillHasTheKeyAddsNothingEitherAndOpensNoSavedAnswer()
    {
        var (town, ada) = (Town(), Someone());
        await Journal.Commits(Contact(town, ada, 0, "asked"));
        // As another silo does it: this one is not told.
        await House.Store.Erase(town, ada, Noon, default);
        Assert.IsType<Appended.Erased>(await Journal.Append(Contact(town, ada, 0, "asked")));
        Assert.IsType<Appended.Erased>(await Journal.Append(Contact(town, ada, 1, "again")));
        Assert.Equal(1, (await Journal.Load(ada.Stream(town))).Version);
    }

    [Fact]
    public async Task EveryLookAtAFileIsInTheRegister()
    {
        var (town, ada) = (Town(), Someone());
        var looks = Enumerable.Range(0, 5).Select(i => new AccessEntry(Guid.CreateVersion7(Noon.AddMinutes(i)), town, "agent:camille", "file", Noon.AddMinutes(i), ada)).ToList();
        await Task.WhenAll(looks.Select(look => House.Register.Record(look).AsTask()));
        await Reopen();
        var page = await House.Register.Of(town, ada, null, 3);
        Assert.Equal([looks[4], looks[3], looks[2]], page);
        Assert.Equal([looks[1], looks[0]], await House.Register.Of(town, ada, page[^1].Id, 3));
        Assert.Empty(await House.Register.Of(Town(), ada, null, 3));
    }

    [Fact]
    public async Task EveryListHasItsTable()
    {
        foreach (var table in RowTable.All)
        {
            await using var scope = await House.Reading.Open(Town());
            Assert.Empty(await scope.Connection.QueryAsync($"select {table.ColumnNames} from {table.Name} where tenant = @town", new { town = "nobody" }));
        }
    }
}
