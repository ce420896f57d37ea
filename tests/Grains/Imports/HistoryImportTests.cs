using Platform.Grains.Imports;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Requests;
using Platform.Tests.Grains.Citizens;

namespace Platform.Tests.Grains.Imports;

/// <summary>What happened before the platform was there is read as if it had been recorded here, at its own time.</summary>
[Collection(nameof(GrainClusterFixture))]
public sealed class HistoryImportTests(GrainClusterFixture hall)
{
    static readonly DateTimeOffset Then = new(2025, 6, 3, 9, 0, 0, TimeSpan.Zero);
    static readonly Identity Ada = new("Ada Martin", "ada@exemple.fr", null);
    readonly TenantId _tenant = hall.NewTenant();

    HistoryImport Import => new(hall.Journal, hall.Digest);

    [Fact]
    public async Task AnImportedPastIsReadAsIfItHadBeenLivedHere()
    {
        using var scope = TenantScope.Enter(_tenant);
        var (past, request) = Past();
        Assert.True(await Import.Write(past, TestContext.Current.CancellationToken));
        var file = (await hall.Grains.Citizen(_tenant, past.Id).Read()).Value!;
        Assert.Equal((2, Then, Then.AddDays(9)), (file.Contacts, file.FirstAt, file.LastAt));
        var history = await hall.History(_tenant, past.Id);
        Assert.Equal(history.Select(item => item.At).Order(), history.Select(item => item.At));
        var view = (await hall.Grains.Request(_tenant, request).Read()).Value!;
        Assert.Equal((RequestStatus.Closed, "Réparé.", Then.AddDays(5)), (view.Status, view.Answer!.Text, view.ClosedAt));
        Assert.Equal(["request-opened", "request-late", "request-answered", "request-closed"], view.Steps.Select(step => step.Type));
    }

    [Fact]
    public async Task WhoWritesAgainIsFoundInTheImportedFile()
    {
        using var scope = TenantScope.Enter(_tenant);
        var (past, _) = Past();
        await Import.Write(past, TestContext.Current.CancellationToken);
        var receipt = (await hall.Intake.Record(_tenant, "again", GrainClusterFixture.Camille, GrainClusterFixture.Lamp, Ada)).Value!;
        Assert.Equal((past.Id, past.Citizen.Version + 1), (receipt.Citizen, receipt.Version));
    }

    [Fact]
    public async Task TheProjectionAddsNothingToWhatWasImported()
    {
        using var scope = TenantScope.Enter(_tenant);
        var (past, _) = Past();
        await Import.Write(past, TestContext.Current.CancellationToken);
        await GrainClusterFixture.Finish(hall.Follower());
        Assert.Equal(past.Citizen.Version, (await hall.History(_tenant, past.Id)).Count);
    }

    [Fact]
    public async Task ARepeatedImportChangesNothing()
    {
        using var scope = TenantScope.Enter(_tenant);
        var (past, request) = Past();
        for (var i = 0; i < 2; i++)
            Assert.True(await Import.Write(past, TestContext.Current.CancellationToken));
        Assert.Equal(past.Citizen.Version, (await hall.History(_tenant, past.Id)).Count);
        Assert.Equal(4, (await hall.Grains.Request(_tenant, request).Read()).Value!.Version);
    }

    [Fact]
    public async Task APersonWhoHasAFileAlreadyKeepsIt()
    {
        using var scope = TenantScope.Enter(_tenant);
        await hall.Intake.Record(_tenant, "first", GrainClusterFixture.Camille, GrainClusterFixture.Lamp, Ada);
        var (past, request) = Past();
        Assert.False(await Import.Write(past, TestContext.Current.CancellationToken));
        Assert.IsType<NoSuchRequest>((await hall.Grains.Request(_tenant, request).Read()).Refusal);
    }

    (CitizenImport Past, RequestId Request) Past()
    {
        var past = new CitizenImport(_tenant, CitizenId.New(Then));
        var request = RequestId.New(Then);
        var camille = GrainClusterFixture.Camille;
        Assert.Null(past.Record(new("", camille, GrainClusterFixture.Lamp, Ada, Verified: false, Opens: true), Then));
        Assert.Null(past.Open(request, new(
            "", camille, past.Id, 1, new("voirie"), "technique", Priority.Normal, Channel.Web, "fr", "Lampadaire en panne", ""),
            $"25-{Random.Shared.Next(1_000_000, 9_999_999)}", TrackingCode.New(), Then));
        Assert.Null(past.Change(request, Then.AddDays(3), state => state.Expire(Then.AddDays(3))));
        Assert.Null(past.Change(request, Then.AddDays(5), state => state.Answer(new("", camille, "Réparé.", Channel.Phone, Close: true), Then.AddDays(5))));
        Assert.Null(past.Record(new("", camille, GrainClusterFixture.Lamp, Ada, Verified: false, Opens: true), Then.AddDays(9)));
        return (past, request);
    }
}
