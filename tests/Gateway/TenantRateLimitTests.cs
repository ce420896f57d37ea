using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;
using Platform.Gateway.Admission;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Gateway;

public sealed class TenantRateLimitTests
{
    /// <summary>In any interval: at most a burst of one second's worth and what the interval earned; and never less than the burst.</summary>
    [Fact]
    public void ATenantGetsItsRateAndNoMore() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>().Generator.Select(n => 1 + Math.Abs(n % 500)).ToArbitrary(),
        Gen.Choose(0, 400).ListOf().ToArbitrary(),
        (perSecond, delays) =>
        {
            var clock = new FakeTimeProvider();
            var limit = new TenantRateLimit(perSecond, int.MaxValue, clock);
            var (admitted, requests, time) = (0L, 0L, TimeSpan.Zero);
            foreach (var delay in delays)
            {
                clock.Advance(TimeSpan.FromMilliseconds(delay));
                time += TimeSpan.FromMilliseconds(delay);
                for (var i = 0; i < 7; i++, requests++)
                    admitted += limit.TryAcquire() ? 1 : 0;
            }
            var earned = perSecond * (1 + time.TotalSeconds);
            return admitted <= earned + 1 && admitted >= Math.Min(requests, perSecond);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void AReleasedPermitIsFreeAgain()
    {
        var limit = new TenantRateLimit(1_000, 2, new FakeTimeProvider());
        Assert.True(limit.TryAcquire());
        Assert.True(limit.TryAcquire());
        Assert.False(limit.TryAcquire());
        limit.Release();
        Assert.True(limit.TryAcquire());
    }

    [Fact]
    public async Task ATenantOverItsRateIsRefusedAndItsNeighbourIsNot()
    {
        await using var gateway = await GatewayUnderTest.Start([EchoSilo.Tenant("saint-aubin", perSecond: 3), EchoSilo.Tenant("val-de-lys")]);
        await gateway.WaitForTenants("saint-aubin", "val-de-lys");
        var refused = 0;
        for (var i = 0; i < 20; i++)
        {
            using var response = await gateway.Send("saint-aubin.localhost");
            if (response.StatusCode is not HttpStatusCode.TooManyRequests)
                continue;
            refused++;
            Assert.Equal("over-budget", await GatewayUnderTest.ProblemCode(response));
            Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
        }
        Assert.InRange(refused, 1, 17);
        Assert.Equal("val-de-lys", (await gateway.Echo("val-de-lys.localhost")).Caller.Tenant);
    }

    [Fact]
    public async Task ATenantAtItsConcurrencyLimitIsRefusedAndItsNeighbourIsNot()
    {
        await using var gateway = await GatewayUnderTest.Start([EchoSilo.Tenant("saint-aubin", concurrent: 1), EchoSilo.Tenant("val-de-lys")]);
        await gateway.WaitForTenants("saint-aubin", "val-de-lys");
        var slow = gateway.Send("saint-aubin.localhost", "/waits");
        await gateway.Silo.Arrived.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        using var second = await gateway.Send("saint-aubin.localhost");
        Assert.Equal("over-budget", await GatewayUnderTest.ProblemCode(second));
        Assert.Equal("val-de-lys", (await gateway.Echo("val-de-lys.localhost")).Caller.Tenant);
        gateway.Silo.Gate.SetResult();
        using var first = await slow;
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("saint-aubin", (await gateway.Echo("saint-aubin.localhost")).Caller.Tenant);
    }

    [Fact]
    public async Task AFullGatewayRefusesEveryTenant()
    {
        await using var gateway = await GatewayUnderTest.Start(settings: new() { ["Gateway:Concurrent"] = "1" });
        await gateway.WaitForTenants("saint-aubin", "val-de-lys");
        var slow = gateway.Send("saint-aubin.localhost", "/waits");
        await gateway.Silo.Arrived.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        using var second = await gateway.Send("val-de-lys.localhost");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
        Assert.NotNull(second.Headers.RetryAfter);
        Assert.Equal("busy", await GatewayUnderTest.ProblemCode(second));
        gateway.Silo.Gate.SetResult();
        using var first = await slow;
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
    }
}
