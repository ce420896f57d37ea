using System.Collections.Concurrent;
using Platform.Grains.Contacts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Tests.Grains.Citizens;

namespace Platform.Tests.Grains.Contacts;

/// <summary>Whoever writes or calls meets one file.</summary>
[Collection(nameof(GrainClusterFixture))]
public class IntakeTests(GrainClusterFixture hall)
{
    static readonly Identity Ada = new("Ada Martin", "ada@exemple.fr", null);

    readonly TenantId _tenant = hall.NewTenant();

    [Fact]
    public async Task ManyAtOnceOpenOneFile()
    {
        using var scope = TenantScope.Enter(_tenant);
        var receipts = await Task.WhenAll(Enumerable.Range(0, 64).Select(async i =>
            (await GrainClusterFixture.Insist(() => hall.Intake.Record(_tenant, $"race/{i}", GrainClusterFixture.Camille, GrainClusterFixture.Lamp, Ada))).Value!));
        Assert.Single(receipts.Select(static receipt => receipt.Citizen).Distinct());
        Assert.Equal(Enumerable.Range(1, 64), receipts.Select(static receipt => (int)receipt.Version).Order());
    }

    [Fact]
    public async Task WhileAFileIsBeingOpenedNobodyOpensASecondOneInVain()
    {
        using var scope = TenantScope.Enter(_tenant);
        var intake = hall.Intake;
        var tried = await Tried(() => Task.WhenAll(Enumerable.Range(0, 64).Select(i =>
            GrainClusterFixture.Insist(() => intake.Record(_tenant, $"twice/{i}", GrainClusterFixture.Camille, GrainClusterFixture.Lamp, Ada)))));
        Assert.Single(tried);
    }

    [Fact]
    public async Task ASiloThatHasJustComeOpensOneFileInVainAndThenLooksFirst()
    {
        using var scope = TenantScope.Enter(_tenant);
        var people = Enumerable.Range(0, 8).Select(i => new Identity($"Habitant {i}", $"habitant.{i}@exemple.fr", null)).ToList();
        var (before, newcome) = (hall.Intake, hall.Intake);
        var files = await Tried(() => Calls(before, "before"));
        Assert.Equal(8, files.Count);
        Assert.Single((await Tried(() => Calls(newcome, "after"))).Except(files));

        async Task Calls(ContactIntake intake, string when)
        {
            foreach (var person in people)
                Assert.Null((await intake.Record(_tenant, $"{when}/{person.Email}", GrainClusterFixture.Camille, GrainClusterFixture.Lamp, person)).Refusal);
        }
    }

    // The files that something was written to, or should have been.
    async Task<IReadOnlyCollection<EventStreamId>> Tried(Func<Task> work)
    {
        var tried = new ConcurrentDictionary<EventStreamId, bool>();
        hall.Journal.Cuts = append =>
        {
            tried[append.Stream] = true;
            return Cut.Not;
        };
        try
        {
            await work();
        }
        finally
        {
            hall.Journal.Cuts = static _ => Cut.Not;
        }
        return [.. tried.Keys.Where(stream => stream.Tenant == _tenant)];
    }

    [Fact]
    public async Task ARepeatGetsTheFirstReceiptEvenFromASiloThatForgotAll()
    {
        using var scope = TenantScope.Enter(_tenant);
        var first = await Record("one", Ada);
        await Record("two", Ada);
        await hall.Forget("citizen", _tenant, first.Citizen);
        Assert.Equal(first, await Record("one", Ada));
        Assert.Equal(2, (await hall.History(_tenant, first.Citizen)).Count);
    }

    [Fact]
    public async Task ARepeatWithoutMailOrPhoneOpensNoSecondFile()
    {
        using var scope = TenantScope.Enter(_tenant);
        var first = await Record("anonymous", Identity.Unknown);
        Assert.Equal(first, await Record("anonymous", Identity.Unknown));
        Assert.NotEqual(first.Citizen, (await Record("another", Identity.Unknown)).Citizen);
    }

    [Fact]
    public async Task AnIdThatWasUsedForSomethingElseIsRefused()
    {
        using var scope = TenantScope.Enter(_tenant);
        await Record("one", Ada);
        var reused = await hall.Intake.Record(_tenant, "one", GrainClusterFixture.Camille, GrainClusterFixture.Lamp with { Subject = "Nid-de-poule" }, Ada);
        Assert.IsType<CommandReused>(reused.Refusal);
    }

    [Fact]
    public async Task MailAndPhoneOfTwoFilesGoToTheFileOfTheMail()
    {
        using var scope = TenantScope.Enter(_tenant);
        var byMail = await Record("1", Ada);
        var byPhone = await Record("2", new("A. Martin", null, "06 12 34 56 78"));
        Assert.NotEqual(byMail.Citizen, byPhone.Citizen);

        Assert.Equal(byMail.Citizen, (await Record("3", Ada with { Phone = "06 12 34 56 78" })).Citizen);
        Assert.Equal(byMail.Citizen, (await Record("4", new(null, "ADA@exemple.fr", "+33612345678"))).Citizen);
        Assert.Equal(byPhone.Citizen, (await Record("5", new(null, null, "0612345678"))).Citizen);
        var file = (await hall.Grains.Citizen(_tenant, byMail.Citizen).Read()).Value!;
        Assert.Equal("06 12 34 56 78", file.Identity.Phone);
        Assert.Equal(["ada@exemple.fr"], file.ContactPoints.Select(static point => point.Value));
    }

    [Fact]
    public async Task ACorrectedMailNoMoreBringsItsOwnerHere()
    {
        using var scope = TenantScope.Enter(_tenant);
        var intake = hall.Intake;
        var wrong = (await intake.Record(_tenant, "1", GrainClusterFixture.Camille, GrainClusterFixture.Lamp, Ada)).Value!;
        var corrected = await hall.Grains.Citizen(_tenant, wrong.Citizen).Correct(new("2", GrainClusterFixture.Camille, new(null, "anna@exemple.fr", null)));
        Assert.Null(corrected.Refusal);
        var right = (await intake.Record(_tenant, "3", GrainClusterFixture.Camille, GrainClusterFixture.Lamp, Ada)).Value!;
        Assert.NotEqual(wrong.Citizen, right.Citizen);
        Assert.IsType<BelongsToAnother>(
            (await hall.Grains.Citizen(_tenant, wrong.Citizen).Correct(new("4", GrainClusterFixture.Camille, Ada))).Refusal);
    }

    [Fact]
    public async Task ANumberOfReunionIsOneFileHoweverItIsWritten()
    {
        using var scope = TenantScope.Enter(_tenant);
        var first = await Record("1", new("Ada", null, "+262 692 11 22 33"));
        Assert.Equal(first.Citizen, (await Record("2", new("Ada", null, "0692 11 22 33"))).Citizen);
        Assert.Equal(["+262692112233"], (await hall.Grains.Citizen(_tenant, first.Citizen).Read()).Value!.ContactPoints.Select(static point => point.Value));
    }

    [Theory]
    [InlineData(ContactPointKind.Phone, "+33692112233", "+262 692 11 22 33", "+262692112233")]
    [InlineData(ContactPointKind.Email, "z@mairie-élan.example", "z@xn--mairie-lan-h7a.example", "z@xn--mairie-lan-h7a.example")]
    public async Task AFileOfAnEarlierReleaseIsFoundUnderTodaysForm(ContactPointKind kind, string kept, string typed, string today)
    {
        using var scope = TenantScope.Enter(_tenant);
        var old = CitizenId.New(DateTimeOffset.UtcNow);
        var point = new ContactPoint(kind, kept, false);
        var said = kind is ContactPointKind.Phone ? new Identity("Ada", null, typed) : new Identity("Ada", typed, null);
        var fact = JournalJson.Write(new ContactRecorded(
            DateTimeOffset.UtcNow, GrainClusterFixture.Camille, GrainClusterFixture.Lamp.Channel, "fr", null, new("Avant", ""), new(said, [point])), DateTimeOffset.UtcNow);
        Assert.IsType<Appended.Committed>(await hall.Journal.Append(
            new(new(_tenant, "citizen", old.ToString()), 0, "old", new byte[32], "{}"u8.ToArray(), [fact])
            {
                SealedFor = old, Claims = [new(hall.Digest.Of(point))],
            }, TestContext.Current.CancellationToken));

        Assert.Equal((old, 2), ((await Record("now", said)) is var receipt ? (receipt.Citizen, (int)receipt.Version) : default));
        Assert.Equal([today], (await hall.Grains.Citizen(_tenant, old).Read()).Value!.ContactPoints.Select(static known => known.Value));

        // Given up, it is free in either form.
        Assert.Null((await hall.Grains.Citizen(_tenant, old).Correct(
            new("away", GrainClusterFixture.Camille, kind is ContactPointKind.Phone ? new(null, null, "") : new(null, "", null)))).Refusal);
        Assert.All(await hall.Journal.Owners(_tenant, [.. hall.Digest.Every(point with { Value = today })], TestContext.Current.CancellationToken), Assert.Null);
    }

    [Fact]
    public async Task AFileThatIsNamedMustBeThere()
    {
        using var scope = TenantScope.Enter(_tenant);
        var nobody = await hall.Intake.Record(
            _tenant, "1", GrainClusterFixture.Camille, GrainClusterFixture.Lamp, Identity.Unknown, CitizenId.New(DateTimeOffset.UtcNow));
        Assert.IsType<NoSuchCitizen>(nobody.Refusal);
    }

    [Fact]
    public async Task TheSameMailInTwoTownsIsTwoFiles()
    {
        var other = hall.NewTenant();
        CitizenId here, there;
        using (TenantScope.Enter(_tenant))
            here = (await Record("1", Ada)).Citizen;
        using (TenantScope.Enter(other))
        {
            there = (await hall.Intake.Record(other, "1", GrainClusterFixture.Camille, GrainClusterFixture.Lamp, Ada)).Value!.Citizen;
            await Assert.ThrowsAnyAsync<Exception>(() => hall.Grains.Citizen(_tenant, here).Read());
            Assert.IsType<NoSuchCitizen>((await hall.Grains.Citizen(other, here).Read()).Refusal);
        }
        Assert.NotEqual(here, there);
        await Assert.ThrowsAnyAsync<Exception>(() => hall.Grains.Citizen(_tenant, here).Read());
    }

    async Task<Receipt> Record(string id, Identity person)
    {
        var outcome = await hall.Intake.Record(_tenant, id, GrainClusterFixture.Camille with { Subject = "key:demo" }, GrainClusterFixture.Lamp, person);
        Assert.Null(outcome.Refusal);
        return outcome.Value!;
    }
}
