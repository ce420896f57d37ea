using System.Text;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Grains.Requests;
using Platform.Tests.Grains.EventSourcing;
using Platform.Web.Access;

namespace Platform.Tests.Grains.Citizens;

/// <summary>Files, requests and authorities as grains keep them.</summary>
[Collection(nameof(GrainClusterFixture))]
public class FileTests(GrainClusterFixture hall)
{
    readonly TenantId _tenant = hall.NewTenant();

    [Fact]
    public async Task ALongHistoryIsReadInPagesAndWakesUpFromItsSnapshot()
    {
        using var scope = TenantScope.Enter(_tenant);
        var citizen = await Opened();
        var grain = hall.Grains.Citizen(_tenant, citizen);
        for (var i = 2; i <= 300; i++)
            Assert.Equal(i, (await grain.Note(new($"note/{i}", GrainClusterFixture.Camille, $"Note {i}"))).Value!.Version);
        Assert.InRange((await hall.Journal.Load(new(_tenant, "citizen", citizen.ToString()), TestContext.Current.CancellationToken)).Since.Count, 0, 128);

        var before = (await grain.Read()).Value!;
        await hall.Forget("citizen", _tenant, citizen);
        var after = (await grain.Read()).Value!;
        Assert.Equal(Text(before), Text(after));
        Assert.Equal("Note 300", after.LastNote!.Body);

        Assert.Equal(Enumerable.Range(1, 300), (await hall.History(_tenant, citizen)).Select(static item => (int)item.Version));
        var page = (await grain.History(100, 50)).Value!;
        Assert.Equal((101, 150, 150), (page.Items[0].Version, page.Items[^1].Version, page.Next));
        Assert.Null((await grain.History(250, 50)).Value!.Next);
    }

    [Fact]
    public async Task AFactFromTheFutureKeepsItsPlaceInTheFile()
    {
        using var scope = TenantScope.Enter(_tenant);
        var citizen = await Opened();
        await hall.Forget("citizen", _tenant, citizen);
        var future = new Fact("tickets-bought", """{"by":{"subject":"agent:zoe"},"seats":3}"""u8.ToArray(), null, DateTimeOffset.UtcNow);
        await hall.Journal.Append(new(
            new(_tenant, "citizen", citizen.ToString()), 1, "future", new byte[32], "{}"u8.ToArray(), [future]) { SealedFor = citizen });

        Assert.Equal(3, (await hall.Grains.Citizen(_tenant, citizen).Note(new("n", GrainClusterFixture.Camille, "Vu."))).Value!.Version);
        Assert.Equal(["contact-recorded", "tickets-bought", "note-added"], (await hall.History(_tenant, citizen)).Select(static item => item.Type));
    }

    [Fact]
    public async Task EveryChangeOfARequestIsInBothHistories()
    {
        using var scope = TenantScope.Enter(_tenant);
        var citizen = await Opened();
        var request = hall.Grains.Request(_tenant, RequestId.New(DateTimeOffset.UtcNow));
        var opened = (await request.Open(Lamp(citizen))).Value!;
        await request.Answer(new("a", GrainClusterFixture.Camille, "Réparé.", Channel.Phone, Close: true));

        Assert.Equal(["request-opened", "request-answered", "request-closed"], (await request.Read()).Value!.Steps.Select(static line => line.Type));
        Assert.Equal(
            [RequestStatus.Open, RequestStatus.Answered, RequestStatus.Closed],
            (await hall.History(_tenant, citizen)).Skip(1).Select(static item => item.Request!.Status));
        Assert.Equal(opened.Number, Assert.Single((await hall.Grains.Citizen(_tenant, citizen).Read()).Value!.Requests).Number);
    }

    [Fact]
    public async Task TheTrackingCodeIsGivenAgainToARepeatAndKeptNowhereInClear()
    {
        using var scope = TenantScope.Enter(_tenant);
        var citizen = await Opened();
        var first = (await hall.Grains.Request(_tenant, RequestId.New(DateTimeOffset.UtcNow)).Open(Lamp(citizen))).Value!;
        var again = (await hall.Grains.Request(_tenant, RequestId.New(DateTimeOffset.UtcNow)).Open(Lamp(citizen))).Value!;
        Assert.Equal(first, again);

        var saved = await hall.Journal.Answer(_tenant, "open", TestContext.Current.CancellationToken);
        Assert.DoesNotContain(first.TrackingCode!, Encoding.UTF8.GetString(saved!.Answer.Span), StringComparison.Ordinal);
        var owner = await hall.Journal.Owners(_tenant, [TrackingCode.Claim(first.TrackingCode)!.Value], TestContext.Current.CancellationToken);
        Assert.Equal(first.Request.ToString(), owner[0]!.Value.Id);
    }

    [Fact]
    public async Task ACommandThatWouldNowBeRefusedGivesItsFirstReceipt()
    {
        using var scope = TenantScope.Enter(_tenant);
        var request = hall.Grains.Request(_tenant, RequestId.New(DateTimeOffset.UtcNow));
        await request.Open(Lamp(await Opened()));
        var closed = await request.Close(new("c", GrainClusterFixture.Camille, "Doublon."));
        Assert.Equal(closed.Value, (await request.Close(new("c", GrainClusterFixture.Camille, "Doublon."))).Value);
        Assert.IsType<AlreadyClosed>((await request.Close(new("d", GrainClusterFixture.Camille, "Doublon."))).Refusal);
        Assert.IsType<CommandReused>((await request.Close(new("c", GrainClusterFixture.Camille, "Autre."))).Refusal);
    }

    [Fact]
    public async Task AHostBelongsToOneAuthorityUntilItIsGivenUp()
    {
        var other = hall.NewTenant();
        var settings = Samples.SaintAubin with { Parent = null, Hosts = [$"{_tenant}.fr", $"grc.{_tenant}.fr"] };
        var first = (await Configure(_tenant, "1", settings)).Value!.Version;
        Assert.Equal($"{_tenant}.fr", Assert.IsType<HostTaken>((await Configure(other, "2", settings with { Hosts = [$"{_tenant}.fr"] })).Refusal).Host);
        Assert.Equal(first + 1, (await Configure(_tenant, "3", settings with { Hosts = [$"grc.{_tenant}.fr"] })).Value!.Version);
        Assert.Equal(first, (await Configure(other, "4", settings with { Hosts = [$"{_tenant}.fr"] })).Value!.Version);
        Assert.Equal("parent", Assert.IsType<NotAcceptable>((await Configure(other, "5", settings with { Parent = _tenant })).Refusal).Member);
    }

    async Task<Outcome<TenantVersion>> Configure(TenantId tenant, string id, TenantSettings settings)
    {
        using var scope = TenantScope.Enter(tenant);
        return await hall.Grains.Tenant(tenant).Configure(new(id, Actor.Platform, settings));
    }

    async Task<CitizenId> Opened() =>
        (await hall.Intake.Record(_tenant, "opened", GrainClusterFixture.Camille, GrainClusterFixture.Lamp, new("Ada Martin", "ada@exemple.fr", null))).Value!.Citizen;

    static OpenRequest Lamp(CitizenId citizen) => new(
        "open", GrainClusterFixture.Camille, citizen, 1, ServiceId.Parse("voirie"), "technique", Priority.Normal, Channel.Web, "fr", "Lampadaire", "");

    static string Text(CitizenView view) => Encoding.UTF8.GetString(JournalJson.Write(view).Span);
}
