using System.Diagnostics;
using System.Net;

namespace Platform.Tests.Gateway;

public sealed class SickSiloTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task WhatWaitsForAFrozenSiloIsAnsweredByAnotherWithinTwoSeconds()
    {
        await using var silos = await TwoSilos.Start();
        silos.First.Mood = Mood.Frozen;
        var begun = Stopwatch.StartNew();
        Assert.All(await silos.Post(40), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.InRange(begun.Elapsed.TotalSeconds, 0, 2);
        Assert.Equal(40, silos.Second.Served);
        silos.First.Mood = Mood.Well;
        await Eventually.Holds(() => silos.Pool.All.All(silo => silo.IsAvailable));
    }

    [Fact]
    public async Task WhatWaitsForASiloThatFreezesJustWhenItIsProbedIsAnsweredByAnotherAsWell()
    {
        await using var silos = await TwoSilos.Start();
        // One waits at each silo, for the second goes where less waits.
        var first = silos.Posts("/waits");
        await Eventually.Holds(() => silos.First.Served + silos.Second.Served == 1);
        var waiting = Task.WhenAll(first, silos.Posts("/waits"));
        await Eventually.Holds(() => silos is { First.Served: 1, Second.Served: 1 });
        silos.First.Mood = Mood.FreezesAtItsProbe;
        // Others are answered until then: it is the probe that finds the silo frozen, not its silence.
        await Eventually.Holds(async () =>
        {
            using var response = await silos.Posts().WaitAsync(Patience);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return silos.First.Mood is Mood.Frozen;
        });
        silos.Second.Door.SetResult();
        foreach (var response in await waiting.WaitAsync(Patience, TestContext.Current.CancellationToken))
            using (response)
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task AnAnswerThatBreaksOffHalfWayIsHadWholeFromAnother()
    {
        await using var silos = await TwoSilos.Start();
        silos.First.Mood = Mood.BreaksOffHalfWay;
        var posting = silos.Post(40);
        // By the time the third half has left the silo, the gateway has the first.
        for (var halves = 0; halves < 3; halves++)
            await silos.First.Waiting.WaitAsync(TestContext.Current.CancellationToken);
        silos.First.Door.SetResult();
        Assert.All(await posting.WaitAsync(Patience, TestContext.Current.CancellationToken), status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Fact]
    public async Task AChangeThatBroughtNoKeyIsRepeatedUnderOneOfOurs()
    {
        await using var silos = await TwoSilos.Start();
        silos.First.Mood = Mood.BreaksOff;
        Assert.All(await silos.Post(40), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.NotEmpty(silos.First.Keys);
        Assert.Subset(silos.Second.Keys.ToHashSet(), silos.First.Keys.ToHashSet());
        Assert.Equal(40, silos.Second.Keys.Distinct().Count());
    }

    [Fact]
    public async Task AChangeIsRepeatedUnderItsOwnKey()
    {
        await using var silos = await TwoSilos.Start();
        silos.First.Mood = Mood.BreaksOff;
        for (var i = 0; silos.First.Keys.IsEmpty; i++)
        {
            using var response = await silos.Posts(headers: ("Idempotency-Key", $"mine-{i}"));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
        Assert.Contains(Assert.Single(silos.First.Keys), silos.Second.Keys);
    }

    [Fact]
    public async Task AStreamIsNotRepeated()
    {
        await using var silos = await TwoSilos.Start();
        (silos.First.Mood, silos.Second.Mood) = (Mood.BreaksOff, Mood.BreaksOff);
        using var response = await silos.Posts("/api/contacts/batch");
        Assert.Equal("interrupted", await GatewayUnderTest.CodeOf(response));
        Assert.Equal(1, silos.First.Served + silos.Second.Served);
    }

    [Fact]
    public async Task WhatOneSiloCannotJustNowAnotherDoes()
    {
        await using var silos = await TwoSilos.Start();
        silos.First.Mood = Mood.Unwell;
        Assert.All(await silos.Post(20), status => Assert.Equal(HttpStatusCode.OK, status));
        silos.Second.Mood = Mood.Unwell;
        using var response = await silos.Posts();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task NothingIsSentMoreThanFiveTimes()
    {
        await using var silos = await TwoSilos.Start();
        (silos.First.Mood, silos.Second.Mood) = (Mood.BreaksOff, Mood.BreaksOff);
        using var response = await silos.Posts();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("interrupted", await GatewayUnderTest.CodeOf(response));
        Assert.Equal(5, silos.First.Served + silos.Second.Served);
    }

    [Fact]
    public async Task WhereTheOnlySiloAnswersNothingTimeEndsWithAnAnswer()
    {
        await using var gateway = await GatewayUnderTest.Start(settings: new() { ["Gateway:TimeoutSeconds"] = "2" });
        await gateway.Serves("saint-aubin");
        gateway.Silo.Mood = Mood.Frozen;
        using var response = await gateway.Ask("saint-aubin.localhost", method: HttpMethod.Post, content: new StringContent("{}"));
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal("late", await GatewayUnderTest.CodeOf(response));
    }
}
