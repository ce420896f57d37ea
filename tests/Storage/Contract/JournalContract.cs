using Platform.Grains.EventSourcing;
using static Platform.Tests.Storage.Contract.Appends;

namespace Platform.Tests.Storage.Contract;

/// <summary>What the journal promises, whatever database keeps it.</summary>
public abstract partial class JournalContract : IAsyncLifetime
{
    JournalHost? house;

    private protected abstract IDatabase Database { get; }

    private protected JournalHost House => house!;

    private protected IJournal Journal => House.Journal;

    public async ValueTask InitializeAsync() => house = await Database.Open();

    public async ValueTask DisposeAsync()
    {
        if (house is not null) await house.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task Reopen()
    {
        await House.DisposeAsync();
        house = await Database.Open();
    }

    [Fact]
    public async Task AContactIsReadBackAsItWas()
    {
        var (town, ada) = (Town(), Someone());
        Assert.Equal(1, await Journal.Commits(Contact(town, ada, 0, said: "Bonjour é 🙂")));
        var loaded = await Journal.Load(ada.Stream(town));
        var recorded = Assert.Single(loaded.Since);
        Assert.Equal((1, 1), (loaded.Version, recorded.Version));
        Assert.Equal(("contact-recorded", """{"channel":"phone"}""", "Bonjour é 🙂", Noon),
            (recorded.Fact.Type, recorded.Fact.Body.Text(), recorded.Fact.Personal.Text(), recorded.Fact.At));
    }

    [Fact]
    public async Task NobodysHistoryIsEmpty()
    {
        var nobody = Someone().Stream(Town());
        Assert.Equal((0, 0), ((await Journal.Load(nobody)).Version, (await Journal.Read(nobody, 0, 10)).Count));
    }

    [Fact]
    public async Task ARepeatGetsItsFirstAnswerAndChangesNothing()
    {
        var (town, ada) = (Town(), Someone());
        await Journal.Commits(Contact(town, ada, 0, "first"));
        await Journal.Commits(Contact(town, ada, 1, "second"));
        var repeated = Assert.IsType<Appended.Repeated>(await Journal.Append(Contact(town, ada, 2, "first", "another body")));
        Assert.Equal("receipt of first", repeated.Saved.Answer.Text());
        Assert.Equal(Contact(town, ada, 0, "first").Digest.ToArray(), repeated.Saved.Digest.ToArray());
        Assert.Equal(2, (await Journal.Load(ada.Stream(town))).Version);
    }

    [Fact]
    public async Task ACommandIsKnownInTheWholeTenantAndInNoOther()
    {
        var (town, ada, bob) = (Town(), Someone(), Someone());
        await Journal.Commits(Contact(town, ada, 0, "same"));
        Assert.IsType<Appended.Repeated>(await Journal.Append(Contact(town, bob, 0, "same")));
        Assert.Equal(1, await Journal.Commits(Contact(Town(), bob, 0, "same")));
    }

    [Fact]
    public async Task TheAnswerIsStillThereAfterARestart()
    {
        var (town, ada) = (Town(), Someone());
        await Journal.Commits(Contact(town, ada, 0, "kept"));
        await Reopen();
        Assert.Equal("receipt of kept", (await Journal.Answer(town, "kept"))?.Answer.Text());
        Assert.Null(await Journal.Answer(town, "never asked"));
        Assert.Equal("Lampadaire en panne", Assert.Single((await Journal.Load(ada.Stream(town))).Since).Fact.Personal.Text());
        Assert.Equal(2, await Journal.Commits(Contact(town, ada, 1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task AStaleDecisionIsAConflictAndChangesNothing(long expected)
    {
        var (town, ada) = (Town(), Someone());
        await Journal.Commits(Contact(town, ada, 0, "only"));
        Assert.IsType<Appended.Conflict>(await Journal.Append(Contact(town, ada, expected, "late")));
        Assert.Equal(1, (await Journal.Load(ada.Stream(town))).Version);
        Assert.Null(await Journal.Answer(town, "late"));
    }

    [Fact]
    public async Task AnUnbornStreamHasNoSecondVersion()
    {
        var town = Town();
        var append = Contact(town, Someone(), 3) with { SealedFor = null, Facts = [Fact("{}")] };
        Assert.IsType<Appended.Conflict>(await Journal.Append(append));
    }

    [Fact]
    public async Task SeveralFactsAreOneStepOfTheWholeHistory()
    {
        var (town, ada) = (Town(), Someone());
        Assert.Equal(3, await Journal.Commits(Contact(town, ada, 0) with { Facts = [Fact("1", "a"), Fact("2"), Fact("3", "c")] }));
        await Journal.Commits(Contact(town, ada, 3) with { Facts = [Fact("4")] });
        Assert.Equal([2, 3], (await Journal.Read(ada.Stream(town), 1, 2)).Select(one => one.Version));
        Assert.Equal(["1", "2", "3", "4"], (await Journal.Load(ada.Stream(town))).Since.Select(one => one.Fact.Body.Text()));
    }

    [Fact]
    public async Task AnActivationBeginsWithTheSnapshotAndWhatCameSince()
    {
        var (town, ada) = (Town(), Someone());
        await Journal.Commits(Contact(town, ada, 0));
        await Journal.Commits(Contact(town, ada, 1) with { Snapshot = Bytes("state at 2") });
        await Journal.Commits(Contact(town, ada, 2));
        var loaded = await Journal.Load(ada.Stream(town));
        Assert.Equal((3, "state at 2", 2), (loaded.Version, loaded.Snapshot.Text(), loaded.SnapshotVersion));
        Assert.Equal([3], loaded.Since.Select(one => one.Version));
        await Journal.Commits(Contact(town, ada, 3) with { Snapshot = Bytes("state at 4") });
        Assert.Equal("state at 4", (await Journal.Load(ada.Stream(town))).Snapshot.Text());
    }

    [Fact]
    public async Task AFactTooLargeIsRefusedWhole()
    {
        var (town, ada) = (Town(), Someone());
        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await Journal.Append(Contact(town, ada, 0, "large") with { Facts = [Fact("{}"), Fact(new string('x', 65_000), new string('y', 600))] }));
        Assert.Equal(0, (await Journal.Load(ada.Stream(town))).Version);
        Assert.Equal(1, await Journal.Commits(Contact(town, ada, 0, "large") with { Facts = [Fact(new string('x', 65_000))] }));
    }
}
