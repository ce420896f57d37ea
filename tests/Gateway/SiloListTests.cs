using System.Net;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Gateway;

public sealed class SiloListTests
{
    [Fact]
    public async Task SilosThatJoinAndLeaveAreFollowedWithoutARestart()
    {
        await using var silos = await TwoSilos.Start(secondConfigured: false);
        await silos.PostMany(10);
        Assert.Equal(0, silos.Second.RequestCount);
        silos.First.UpdateSilos((silos.First, false), (silos.Second, false));
        await Eventually.Holds(async () => (await silos.PostMany(4)).All(status => status is HttpStatusCode.OK) && silos.Second.RequestCount > 0);
        silos.Second.UpdateSilos((silos.Second, false));
        silos.First.UpdateSilos((silos.Second, false));
        await Eventually.Holds(() => silos.Pool.All.Count == 1);
        var before = silos.First.RequestCount;
        await silos.PostMany(10);
        Assert.Equal(before, silos.First.RequestCount);
    }

    [Fact]
    public async Task ADrainingSiloGetsNoNewRequestsAndFinishesItsOwn()
    {
        await using var silos = await TwoSilos.Start(secondConfigured: false);
        var under = silos.Post("/waits");
        await silos.First.Arrived.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        silos.Second.UpdateSilos((silos.Second, false));
        silos.First.UpdateSilos((silos.First, true), (silos.Second, false));
        await Eventually.Holds(() => silos.Pool.All.Any(silo => silo.Draining));
        var before = silos.First.RequestCount;
        Assert.All(await silos.PostMany(10), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(before, silos.First.RequestCount);
        silos.First.Gate.SetResult();
        using var finished = await under;
        Assert.Equal(HttpStatusCode.OK, finished.StatusCode);
    }

    [Fact]
    public async Task RequestsAtASiloRemovedFromTheListAreRetried()
    {
        await using var silos = await TwoSilos.Start(secondConfigured: false);
        var under = silos.Post("/waits");
        await silos.First.Arrived.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        silos.Second.Gate.SetResult();
        silos.First.UpdateSilos((silos.Second, false));
        using var finished = await under.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, finished.StatusCode);
        Assert.Equal(1, silos.Second.RequestCount);
    }

    [Fact]
    public async Task TheSiloListIsReadFromAnotherSiloWhereOneFreezes()
    {
        await using var silos = await TwoSilos.Start(secondConfigured: false);
        silos.Second.UpdateSilos((silos.Second, false));
        silos.Second.UpdateSilos((silos.Second, false));
        silos.First.UpdateSilos((silos.First, false), (silos.Second, false));
        await Eventually.Holds(() => silos.Pool.All.Count == 2);
        silos.First.Behaviour = SiloBehaviour.Frozen;
        await Eventually.Holds(() => silos.Pool.All.Count == 1);
    }

    [Fact]
    public async Task TheConfiguredSilosAreTriedWhereNoneAnswersWithAList()
    {
        await using var silos = await TwoSilos.Start(secondConfigured: false);
        silos.First.UpdateSilos((silos.Second, false));
        await Eventually.Holds(() => silos.Pool.All is [var only] && only.Prefix == silos.Second.Address.GetLeftPart(UriPartial.Authority));
        await silos.Second.DisposeAsync();
        await Eventually.Holds(async () => (await silos.PostMany(1))[0] is HttpStatusCode.OK);
    }
}
