using FsCheck;
using FsCheck.Fluent;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Tests.Grains.Citizens;

/// <summary>Whatever is cut, and wherever: nothing acknowledged is lost, nothing happens twice.</summary>
[Collection(nameof(GrainClusterFixture))]
public class CrashTests(GrainClusterFixture hall) : IDisposable
{
    static readonly Identity Ada = new("Ada Martin", "ada@exemple.fr", null);
    static readonly Identity Twin = new("A. Martin", null, "06 12 34 56 78");

    readonly TenantId _tenant = hall.NewTenant();

    public void Dispose() => hall.Journal.Cuts = static _ => Cut.Not;

    [Fact]
    public void AnyCutsRepeatsAndForgettingGiveTheSameHistory() => Prop.ForAll(
        Gen.Elements(Step.Record, Step.Record, Step.CutBefore, Step.CutAfter, Step.Repeat, Step.Forget).ArrayOf().ToArbitrary(),
        steps => Live(hall.NewTenant(), steps).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    [Fact]
    public async Task AMergeThatWasCutInTwoIsFinished()
    {
        using var scope = TenantScope.Enter(_tenant);
        var (survivor, duplicate) = (await Record("1", Ada), await Record("2", Twin));
        hall.Journal.Cuts = static append => append.CommandId.StartsWith("merge/", StringComparison.Ordinal) ? Cut.BeforeTheCommit : Cut.Not;
        Assert.Null((await hall.Grains.Citizen(_tenant, duplicate).Merge(new("3", GrainClusterFixture.Camille, survivor))).Refusal);
        Assert.Empty((await hall.Grains.Citizen(_tenant, survivor).Read()).Value!.Duplicates);

        hall.Journal.Cuts = static _ => Cut.Not;
        await GrainClusterFixture.Finish(hall.Follower());

        var file = (await hall.Grains.Citizen(_tenant, survivor).Read()).Value!;
        Assert.Equal([duplicate], file.Duplicates);
        Assert.Equal(["ada@exemple.fr", "+33612345678"], file.ContactPoints.Select(static point => point.Value));
        Assert.Equal(survivor, await Record("4", Twin));
        Assert.Equal(survivor, (await hall.Intake.Record(_tenant, "5", GrainClusterFixture.Camille, GrainClusterFixture.Lamp, Identity.Unknown, duplicate)).Value!.Citizen);
    }

    [Fact]
    public async Task TwoFilesThatJoinEachOtherAtOnceAreNotBothGone()
    {
        using var scope = TenantScope.Enter(_tenant);
        var (one, other) = (await Record("1", Ada), await Record("2", Twin));
        var merges = await Task.WhenAll(
            hall.Grains.Citizen(_tenant, one).Merge(new("3", GrainClusterFixture.Camille, other)),
            hall.Grains.Citizen(_tenant, other).Merge(new("4", GrainClusterFixture.Camille, one)));
        Assert.Single(merges, static merge => merge.Refusal is null);
        Assert.Single(merges, static merge => merge.Refusal is CannotMerge or FileMerged);
    }

    [Fact]
    public async Task FilesThatJoinInARingAtOnceLeaveOne()
    {
        for (var round = 0; round < 10; round++)
        {
            var tenant = hall.NewTenant();
            using var scope = TenantScope.Enter(tenant);
            var files = new CitizenId[3];
            for (var i = 0; i < files.Length; i++)
                files[i] = (await hall.Intake.Record(
                    tenant, $"{i}", GrainClusterFixture.Camille, GrainClusterFixture.Lamp, new("Ada", $"ada.{i}@exemple.fr", null))).Value!.Citizen;
            var merges = await Task.WhenAll(files.Select((file, i) =>
                hall.Grains.Citizen(tenant, file).Merge(new($"m{i}", GrainClusterFixture.Camille, files[(i + 1) % files.Length]))));
            Assert.Contains(merges, static merge => merge.Refusal is null);
            Assert.Contains(merges, static merge => merge.Refusal is CannotMerge);
            for (var i = 0; i < files.Length; i++)
                Assert.Null((await hall.Intake.Record(
                    tenant, $"after {i}", GrainClusterFixture.Camille, GrainClusterFixture.Lamp, new("Ada", $"ada.{i}@exemple.fr", null))).Refusal);
        }
    }

    [Fact]
    public async Task ARingOfAnOlderJournalIsOpenedByTheNextContact()
    {
        using var scope = TenantScope.Enter(_tenant);
        CitizenId[] ring = [await Record("1", Ada), await Record("2", Twin), await Record("3", new("Ada", "third@exemple.fr", null))];
        for (var i = 0; i < ring.Length; i++)
            await Write(ring[i], 1, new MergedInto(DateTimeOffset.UtcNow, GrainClusterFixture.Camille, ring[(i + 1) % ring.Length]));
        var left = ring.MinBy(static file => file.Value);
        Assert.Equal(left, await Record("4", Twin));
        Assert.Equal(left, await Record("5", new("Ada", "third@exemple.fr", null)));
        Assert.Equal(left, await Record("6", Ada));
        var file = (await hall.Grains.Citizen(_tenant, left).Read()).Value!;
        Assert.Null(file.MergedInto);
        Assert.Equal(ring.Where(other => other != left).Select(other => other.Value).Order(), file.Duplicates.Select(other => other.Value).Order());
    }

    [Fact]
    public async Task ASurvivorCanJoinAThirdFileOnceItHasTakenItsDuplicateIn()
    {
        using var scope = TenantScope.Enter(_tenant);
        CitizenId[] chain = [await Record("1", Ada), await Record("2", Twin), await Record("3", new("Ada", "third@exemple.fr", null))];
        Assert.Null((await hall.Grains.Citizen(_tenant, chain[0]).Merge(new("4", GrainClusterFixture.Camille, chain[1]))).Refusal);
        Assert.Null((await hall.Grains.Citizen(_tenant, chain[1]).Merge(new("5", GrainClusterFixture.Camille, chain[2]))).Refusal);
        Assert.Equal(chain[2], await Record("6", Ada));
    }

    async Task Write(CitizenId file, long version, CitizenEvent fact)
    {
        await hall.Forget("citizen", _tenant, file);
        var command = $"old:{file}";
        Assert.IsType<Appended.Committed>(await hall.Journal.Append(new(
            new(_tenant, "citizen", file.ToString()), version, command, new byte[32], "{}"u8.ToArray(), [JournalJson.Write(fact, DateTimeOffset.UtcNow)])
        { SealedFor = file }));
    }

    [Fact]
    public async Task AStepThatDidNotReachTheFileIsToldLaterAndOnce()
    {
        using var scope = TenantScope.Enter(_tenant);
        var citizen = await Record("1", Ada);
        var request = hall.Grains.Request(_tenant, RequestId.New(DateTimeOffset.UtcNow));
        hall.Journal.Cuts = static append => append.CommandId.StartsWith("request/", StringComparison.Ordinal) && append.CommandId.EndsWith('1')
            ? Cut.BeforeTheCommit : Cut.Not;
        await request.Open(Lamp(citizen));
        await request.Assign(new("3", GrainClusterFixture.Camille, GrainClusterFixture.Camille));
        await request.Answer(new("4", GrainClusterFixture.Camille, "Réparé.", Channel.Phone, Close: true));
        Assert.Single(await hall.History(_tenant, citizen));

        hall.Journal.Cuts = static _ => Cut.Not;
        await GrainClusterFixture.Finish(hall.Follower());
        string[] told = ["contact-recorded", "request-opened", "request-assigned", "request-answered", "request-closed"];
        Assert.Equal(told, (await hall.History(_tenant, citizen)).Select(static item => item.Request?.Type ?? item.Type));

        hall.Journal.ForgetsCheckpoints = true;
        await GrainClusterFixture.Finish(hall.Follower());
        hall.Journal.ForgetsCheckpoints = false;
        Assert.Equal(told.Length, (await hall.History(_tenant, citizen)).Count);
    }

    async Task Live(TenantId tenant, Step[] steps)
    {
        using var scope = TenantScope.Enter(tenant);
        var citizen = CitizenId.New(DateTimeOffset.UtcNow);
        var acknowledged = new List<(string Id, Receipt Receipt)>();
        var next = Cut.Not;
        hall.Journal.Cuts = append =>
        {
            var cut = append.Stream.Tenant == tenant ? next : Cut.Not;
            next = Cut.Not;
            return cut;
        };
        foreach (var step in steps)
            switch (step)
            {
                case Step.CutBefore or Step.CutAfter:
                    next = step is Step.CutBefore ? Cut.BeforeTheCommit : Cut.AfterTheCommit;
                    break;
                case Step.Forget:
                    await hall.Forget("citizen", tenant, citizen);
                    break;
                case Step.Repeat when acknowledged.Count > 0:
                    var (id, first) = acknowledged[acknowledged.Count / 2];
                    Assert.Equal(first, await Send(id));
                    break;
                case Step.Record:
                    var command = $"contact/{acknowledged.Count}";
                    acknowledged.Add((command, await Send(command)));
                    break;
            }
        Assert.Equal(Enumerable.Range(1, acknowledged.Count), acknowledged.Select(static sent => (int)sent.Receipt.Version));
        if (acknowledged.Count > 0)
            Assert.Equal(acknowledged.Select(static sent => sent.Id), (await hall.History(tenant, citizen)).Select(static item => item.Subject));

        Task<Receipt> Send(string id) => GrainClusterFixture.Insist(async () => (await hall.Grains.Citizen(tenant, citizen)
            .Record(new(id, GrainClusterFixture.Camille, GrainClusterFixture.Lamp with { Subject = id }, Ada, Verified: false, Opens: true))).Value!);
    }

    async Task<CitizenId> Record(string id, Identity person) =>
        (await hall.Intake.Record(_tenant, id, GrainClusterFixture.Camille, GrainClusterFixture.Lamp, person)).Value!.Citizen;

    static OpenRequest Lamp(CitizenId citizen) => new(
        "2", GrainClusterFixture.Camille, citizen, 1, ServiceId.Parse("voirie"), "technique", Priority.Normal, Channel.Web, "fr", "Lampadaire", "");

    enum Step
    {
        Record,
        CutBefore,
        CutAfter,
        Repeat,
        Forget,
    }
}
