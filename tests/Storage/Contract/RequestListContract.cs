using Platform.Grains.Contacts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Requests;
using static Platform.Tests.Storage.Contract.Appends;

namespace Platform.Tests.Storage.Contract;

public abstract partial class JournalContract
{
    // Opened at a minute past noon, in the order of their ids.
    static RequestRow Asked(TenantId town, CitizenId citizen, int minute) => new(
        town, Guid.CreateVersion7(Noon.AddMinutes(minute)), $"26-000000{minute}", citizen.Value, "voirie", "technique", Priority.Normal, RequestStatus.Open, null, null,
        Noon.AddMinutes(minute), Noon, false, Channel.Phone, Noon.AddDays(3).AddMinutes(minute), "Lampadaire");

    async Task<CitizenId> Ask(TenantId town, params RequestRow[] rows)
    {
        var ada = new CitizenId(rows[0].Citizen);
        await Journal.Commits(Contact(town, ada, 0) with { Rows = rows });
        return ada;
    }

    Task<IReadOnlyList<RequestListItem>> Listed(TenantId town, RequestFilter? filter = null, int limit = 50, Guid? after = null, IReadOnlyList<string>? sectors = null) =>
        House.Requests.List(town, sectors, filter ?? new(), limit, after);

    [Fact]
    public async Task TheWorklistIsReadByPagesInTheOrderOfItsPromises()
    {
        var (town, ada) = (Town(), Someone());
        var rows = Enumerable.Range(0, 6).Select(minute => Asked(town, ada, minute)).ToArray();
        rows[4] = rows[4] with { Priority = Priority.Urgent };
        rows[1] = rows[1] with { Status = RequestStatus.Answered, DueAt = null };
        await Ask(town, rows);
        var seen = new List<Guid>();
        for (Guid? after = null; (await Listed(town, new() { Sort = RequestSort.Due, Open = true }, 2, after)) is { Count: > 0 } page; after = page[^1].Id.Value)
            seen.AddRange(page.Select(item => item.Id.Value));
        Assert.Equal(new[] { 4, 0, 2, 3, 5, 1 }.Select(place => rows[place].Id), seen);
        Assert.Equal(rows.Select(row => row.Id), (await Listed(town, new() { Sort = RequestSort.Oldest })).Select(item => item.Id.Value));
        Assert.Equal(rows.Select(row => row.Id).Reverse(), (await Listed(town)).Select(item => item.Id.Value));
        Assert.Empty(await Listed(town, new() { Sort = RequestSort.Due }, after: Guid.CreateVersion7()));
    }

    [Fact]
    public async Task AListIsFilteredByEachThingItShows()
    {
        var (town, ada, bob) = (Town(), Someone(), Someone());
        var (one, two) = (Asked(town, ada, 1), Asked(town, bob, 2) with
        {
            Service = "aide-sociale", Sector = "social", Status = RequestStatus.Assigned, Assignee = "agent:lea", AssigneeName = "Léa", Late = true, Channel = Channel.Post,
            Priority = Priority.High, Asked = "agent:camille", Number = "26-K7PMQ3X",
        });
        await Ask(town, one);
        await Ask(town, two);
        RequestFilter[] second =
        [
            new(Status: RequestStatus.Assigned), new(Priority: Priority.High), new(Service: "aide-sociale"), new(Assignee: "agent:lea"), new(Late: true),
            new() { Number = "26-k7pmq3x" }, new() { Citizen = bob }, new() { Channel = Channel.Post }, new() { From = Noon.AddMinutes(2) }, new() { Asked = "agent:camille", Open = true },
        ];
        foreach (var filter in second)
            Assert.Equal([two.Id], (await Listed(town, filter)).Select(item => item.Id.Value));
        Assert.Equal([one.Id], (await Listed(town, new() { Before = Noon.AddMinutes(2) })).Select(item => item.Id.Value));
        Assert.Equal([one.Id], (await Listed(town, sectors: ["technique"])).Select(item => item.Id.Value));
        Assert.Empty(await Listed(town, new() { Number = "nothing like it" }));
        Assert.Empty(await Listed(Town()));
        var counts = await House.Requests.Count(town, null, new(), "agent:lea");
        Assert.Equal((1, 1, 1, 1, 2, 0, 0), (counts[RequestStatus.Open], counts[RequestStatus.Assigned], counts.Mine, counts.Late, counts.Open, counts.Asked, counts.Closed));
        Assert.Equal((1, 0), ((await House.Requests.Count(town, ["technique"], new(), "agent:camille")).Open, (await House.Requests.Count(town, null, new(Service: "voirie"), "agent:camille")).Asked));
        Assert.Equal([new Colleague("agent:lea", "Léa")], await House.Requests.Colleagues(town));
    }

    [Fact]
    public async Task TheSubjectOfARequestGoesWithItsCitizen()
    {
        var (town, ada, bob) = (Town(), Someone(), Someone());
        await Ask(town, Asked(town, ada, 1));
        await Ask(town, Asked(town, bob, 2));
        await Journal.Erase(town, ada);
        Assert.Equal(["Lampadaire", null], (await Listed(town)).Select(item => item.Subject));
        Assert.DoesNotContain("Lampadaire", (await Rows<RequestRow>(town, "request_rows")).Single(row => row.Citizen == ada.Value).Subject);
    }

    [Fact]
    public async Task TheSubjectOfARowOfBeforeIsReadFromTheJournal()
    {
        var (town, ada) = (Town(), Someone());
        await Journal.Commits(Contact(town, ada, 0));
        var row = Asked(town, ada, 1) with { Subject = null, Channel = null, DueAt = null };
        var opened = new RequestOpened(
            Noon, new("agent:camille", "Camille Roy", "accueil"), ada, 1, row.Number, ServiceId.Parse("voirie"), "technique", Priority.Normal, Channel.Phone, "fr", null, new("Trottoir défoncé", ""));
        await Journal.Commits(Contact(town, ada, 0) with
        {
            Stream = new(town, "request", new RequestId(row.Id).ToString()), Facts = [JournalJson.Write(opened, Noon)], Rows = [row],
        });
        Assert.Equal("Trottoir défoncé", (await Listed(town)).Single().Subject);
        await Journal.Erase(town, ada);
        Assert.Null((await Listed(town)).Single().Subject);
    }

    [Fact]
    public async Task ContactsThatWaitAreReadByPagesTheLongestFirst()
    {
        var (town, ada) = (Town(), Someone());
        var rows = Enumerable.Range(1, 5).Select(i => new ContactRow(
            town, ada.Value, i, Channel.Email, i == 2 ? null : i == 3 ? "aide-sociale" : "voirie", Noon.AddMinutes(-i), Waiting: i != 5)).ToArray();
        await Journal.Commits(Contact(town, ada, 0) with { Rows = rows });
        var seen = new List<long>();
        for (WaitingContact? after = null; (await House.Requests.Waiting(town, null, 2, after)) is { Count: > 0 } page; after = page[^1])
            seen.AddRange(page.Select(contact => contact.Version));
        Assert.Equal([4, 3, 2, 1], seen);
        Assert.Equal([4, 2, 1], (await House.Requests.Waiting(town, [new("voirie")], 9, null)).Select(contact => contact.Version));
        Assert.Equal([2L], (await House.Requests.Waiting(town, [], 9, null)).Select(contact => contact.Version));
        Assert.Equal((4, 3, 1), (await House.Requests.CountWaiting(town, null), await House.Requests.CountWaiting(town, [new("voirie")]), await House.Requests.CountWaiting(town, [])));
    }

    [Fact]
    public async Task NamesAreThoseOfTheTownAlone()
    {
        var (town, ada, bob) = (Town(), Someone(), Someone());
        await Journal.Commits(Contact(town, ada, 0) with { Rows = [Known(town, ada, "Ada Martin")] });
        Assert.Equal(new Dictionary<CitizenId, string> { [ada] = "Ada Martin" }, await House.Requests.Names(town, [ada, bob, ada]));
        Assert.Empty(await House.Requests.Names(Town(), [ada]));
        Assert.Empty(await House.Requests.Names(town, []));
    }
}
