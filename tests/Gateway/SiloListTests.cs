using System.Net;

namespace Platform.Tests.Gateway;

public sealed class SiloListTests
{
    [Fact]
    public async Task ASiloThatJoinsServesWithoutARestartAndOneThatLeftIsAskedNoMore()
    {
        await using var silos = await TwoSilos.Start(listed: false);
        await silos.Post(10);
        Assert.Equal(0, silos.Second.Served);
        silos.First.Tell((silos.First, false), (silos.Second, false));
        await Eventually.Holds(async () => (await silos.Post(4)).All(status => status is HttpStatusCode.OK) && silos.Second.Served > 0);
        silos.Second.Tell((silos.Second, false));
        silos.First.Tell((silos.Second, false));
        await Eventually.Holds(() => silos.Pool.All.Count == 1);
        var before = silos.First.Served;
        await silos.Post(10);
        Assert.Equal(before, silos.First.Served);
    }

    [Fact]
    public async Task ASiloThatDrainsGetsNothingNewAndFinishesWhatItHas()
    {
        await using var silos = await TwoSilos.Start(listed: false);
        var under = silos.Posts("/waits");
        await silos.First.Waiting.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        silos.Second.Tell((silos.Second, false));
        silos.First.Tell((silos.First, true), (silos.Second, false));
        await Eventually.Holds(() => silos.Pool.All.Any(silo => silo.Draining));
        var before = silos.First.Served;
        Assert.All(await silos.Post(10), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(before, silos.First.Served);
        silos.First.Door.SetResult();
        using var finished = await under;
        Assert.Equal(HttpStatusCode.OK, finished.StatusCode);
    }

    [Fact]
    public async Task WhatWaitsForASiloThatVanishesFromTheListIsDoneElsewhere()
    {
        await using var silos = await TwoSilos.Start(listed: false);
        var under = silos.Posts("/waits");
        await silos.First.Waiting.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        silos.Second.Door.SetResult();
        silos.First.Tell((silos.Second, false));
        using var finished = await under.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, finished.StatusCode);
        Assert.Equal(1, silos.Second.Served);
    }

    [Fact]
    public async Task WhereTheOneThatTellsTheListFreezesAnotherTellsIt()
    {
        await using var silos = await TwoSilos.Start(listed: false);
        silos.Second.Tell((silos.Second, false));
        silos.Second.Tell((silos.Second, false));
        silos.First.Tell((silos.First, false), (silos.Second, false));
        await Eventually.Holds(() => silos.Pool.All.Count == 2);
        silos.First.Mood = Mood.Frozen;
        await Eventually.Holds(() => silos.Pool.All.Count == 1);
    }

    [Fact]
    public async Task WhereNobodyTellsTheListThoseThatWereSetAreTried()
    {
        await using var silos = await TwoSilos.Start(listed: false);
        silos.First.Tell((silos.Second, false));
        await Eventually.Holds(() => silos.Pool.All is [var only] && only.Prefix == silos.Second.Address.GetLeftPart(UriPartial.Authority));
        await silos.Second.DisposeAsync();
        await Eventually.Holds(async () => (await silos.Post(1))[0] is HttpStatusCode.OK);
    }
}
