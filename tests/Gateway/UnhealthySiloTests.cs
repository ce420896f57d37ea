using System.Diagnostics;
using System.Net;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Gateway;

public sealed class UnhealthySiloTests
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task RequestsAtAFrozenSiloAreRetriedWithinTwoSeconds()
    {
        await using var silos = await TwoSilos.Start();
        silos.First.Behaviour = SiloBehaviour.Frozen;
        var begun = Stopwatch.StartNew();
        Assert.All(await silos.PostMany(40), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.InRange(begun.Elapsed.TotalSeconds, 0, 2);
        Assert.Equal(40, silos.Second.RequestCount);
        silos.First.Behaviour = SiloBehaviour.Healthy;
        await Eventually.Holds(() => silos.Pool.All.All(silo => silo.IsAvailable));
    }

    [Fact]
    public async Task RequestsAtASiloThatFreezesDuringAProbeAreRetried()
    {
        await using var silos = await TwoSilos.Start();
        // One is pending at each silo, for the second goes to the one with fewer.
        var first = silos.Post("/waits");
        await Eventually.Holds(() => silos.First.RequestCount + silos.Second.RequestCount == 1);
        var waiting = Task.WhenAll(first, silos.Post("/waits"));
        await Eventually.Holds(() => silos is { First.RequestCount: 1, Second.RequestCount: 1 });
        silos.First.Behaviour = SiloBehaviour.FreezesAtProbe;
        // Others are answered until then: so it is the health probe that finds the silo frozen, not the missing responses.
        await Eventually.Holds(async () =>
        {
            using var response = await silos.Post().WaitAsync(Timeout);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return silos.First.Behaviour is SiloBehaviour.Frozen;
        });
        silos.Second.Gate.SetResult();
        foreach (var response in await waiting.WaitAsync(Timeout, TestContext.Current.CancellationToken))
            using (response)
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task APartialResponseIsRetriedAtAnotherSilo()
    {
        await using var silos = await TwoSilos.Start();
        silos.First.Behaviour = SiloBehaviour.BreaksResponse;
        var posting = silos.PostMany(40);
        // By the time the third partial response has left the silo, the gateway has the first.
        for (var halves = 0; halves < 3; halves++)
            await silos.First.Arrived.WaitAsync(TestContext.Current.CancellationToken);
        silos.First.Gate.SetResult();
        Assert.All(await posting.WaitAsync(Timeout, TestContext.Current.CancellationToken), status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Fact]
    public async Task AChangeWithoutAKeyIsRetriedUnderAGeneratedOne()
    {
        await using var silos = await TwoSilos.Start();
        silos.First.Behaviour = SiloBehaviour.BreaksConnection;
        Assert.All(await silos.PostMany(40), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.NotEmpty(silos.First.IdempotencyKeys);
        Assert.Subset(silos.Second.IdempotencyKeys.ToHashSet(), silos.First.IdempotencyKeys.ToHashSet());
        Assert.Equal(40, silos.Second.IdempotencyKeys.Distinct().Count());
    }

    [Fact]
    public async Task AChangeIsRetriedUnderItsOwnKey()
    {
        await using var silos = await TwoSilos.Start();
        silos.First.Behaviour = SiloBehaviour.BreaksConnection;
        for (var i = 0; silos.First.IdempotencyKeys.IsEmpty; i++)
        {
            using var response = await silos.Post(headers: ("Idempotency-Key", $"mine-{i}"));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
        Assert.Contains(Assert.Single(silos.First.IdempotencyKeys), silos.Second.IdempotencyKeys);
    }

    [Fact]
    public async Task AStreamedBodyIsNotRetried()
    {
        await using var silos = await TwoSilos.Start();
        (silos.First.Behaviour, silos.Second.Behaviour) = (SiloBehaviour.BreaksConnection, SiloBehaviour.BreaksConnection);
        using var response = await silos.Post("/api/contacts/batch", ("Authorization", "Bearer key-saint-aubin"));
        Assert.Equal("interrupted", await GatewayUnderTest.ProblemCode(response));
        Assert.Equal(1, silos.First.RequestCount + silos.Second.RequestCount);
    }

    [Fact]
    public async Task AnUnavailableResponseIsRetriedAtAnotherSilo()
    {
        await using var silos = await TwoSilos.Start();
        silos.First.Behaviour = SiloBehaviour.Unavailable;
        Assert.All(await silos.PostMany(20), status => Assert.Equal(HttpStatusCode.OK, status));
        silos.Second.Behaviour = SiloBehaviour.Unavailable;
        using var response = await silos.Post();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task NoRequestIsSentMoreThanFiveTimes()
    {
        await using var silos = await TwoSilos.Start();
        (silos.First.Behaviour, silos.Second.Behaviour) = (SiloBehaviour.BreaksConnection, SiloBehaviour.BreaksConnection);
        using var response = await silos.Post();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("interrupted", await GatewayUnderTest.ProblemCode(response));
        Assert.Equal(5, silos.First.RequestCount + silos.Second.RequestCount);
    }

    [Fact]
    public async Task AFrozenOnlySiloGivesAGatewayTimeout()
    {
        await using var gateway = await GatewayUnderTest.Start(settings: new() { ["Gateway:TimeoutSeconds"] = "2" });
        await gateway.WaitForTenants("saint-aubin");
        gateway.Silo.Behaviour = SiloBehaviour.Frozen;
        using var response = await gateway.Send("saint-aubin.localhost", method: HttpMethod.Post, content: new StringContent("{}"));
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal("late", await GatewayUnderTest.ProblemCode(response));
    }
}
