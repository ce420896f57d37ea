using Platform.Grains.EventSourcing;
using static Platform.Tests.Storage.Contract.Appends;

namespace Platform.Tests.Storage.Contract;

public abstract partial class JournalContract
{
    [Fact]
    public async Task AHistoryGoesOnWhereItsHeadWasLastAndFromAnyWrongPlaceAsWell()
    {
        var (town, ada, bob) = (Town(), Someone(), Someone());
        var (adas, bobs) = (await Place(Contact(town, ada, 0)), await Place(Contact(town, bob, 0)));
        // Bob's head is at the version that Ada's is expected to be at.
        Assert.Equal(2, await Journal.Commits(Contact(town, ada, 1) with { RowHint = bobs }));
        Assert.Equal(1, (await Journal.Load(bob.Stream(town))).Version);
        foreach (var (version, wrong) in ((long, string?)[])[(2, null), (3, adas), (4, bobs), (5, "(0,1)"), (6, "(4294967295,65535)")])
            Assert.Equal(version + 1, await Journal.Commits(Contact(town, ada, version) with { RowHint = wrong }));
        Assert.Equal(2, await Journal.Commits(Contact(town, bob, 1) with { RowHint = (await Journal.Load(bob.Stream(town))).RowHint }));
        Assert.IsType<Appended.Conflict>(await Journal.Append(Contact(town, ada, 1) with { RowHint = (await Journal.Load(ada.Stream(town))).RowHint }));
        Assert.Equal((7, 2), ((await Journal.Load(ada.Stream(town))).Version, (await Journal.Load(bob.Stream(town))).Version));
    }

    [Fact]
    public async Task ACommandSentAgainToTheHeadOfItsHistoryIsAnsweredAndItsCompanyIsWritten()
    {
        var (town, ada) = (Town(), Someone());
        var place = await Place(Contact(town, ada, 0, "the call"));
        var company = Enumerable.Range(0, 20).Select(_ => Contact(town, Someone(), 0)).ToList();
        var again = Contact(town, ada, 1, "the call") with { RowHint = place };
        var outcomes = await Task.WhenAll(company.Prepend(again).Select(append => Journal.Append(append).AsTask()));
        Assert.Equal("receipt of the call", Assert.IsType<Appended.Repeated>(outcomes[0]).Saved.Answer.Text());
        Assert.All(outcomes[1..], static outcome => Assert.IsType<Appended.Committed>(outcome));
        Assert.Equal(1, (await Journal.Load(ada.Stream(town))).Version);
    }

    [Fact]
    public async Task WhoWasErasedIsErasedForThoseAsWellWhoKnowWhereTheirHistoryEnds()
    {
        var (town, ada) = (Town(), Someone());
        var place = await Place(Contact(town, ada, 0));
        // As another silo does it: this one still has the key, and may find the head where it is now.
        await House.Store.Erase(town, ada, Noon, default);
        place = (await Journal.Load(ada.Stream(town))).RowHint ?? place;
        Assert.IsType<Appended.Erased>(await Journal.Append(Contact(town, ada, 1) with { RowHint = place }));
        Assert.IsType<Appended.Erased>(await Journal.Append(Contact(town, ada, 1) with { RowHint = place }));
        Assert.Equal(1, (await Journal.Load(ada.Stream(town))).Version);
    }

    async Task<string?> Place(Append append) => Assert.IsType<Appended.Committed>(await Journal.Append(append)).RowHint;
}
