using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;
using Platform.Gateway.Admission;

namespace Platform.Tests.Gateway;

public sealed class BudgetTests
{
    /// <summary>The law of the budget: in any time, never more than one second's worth and what that time earned; and never less than is due.</summary>
    [Fact]
    public void ATenantGetsWhatIsDueAndNoMore() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>().Generator.Select(n => 1 + Math.Abs(n % 500)).ToArbitrary(),
        Gen.Choose(0, 400).ListOf().ToArbitrary(),
        (perSecond, pauses) =>
        {
            var clock = new FakeTimeProvider();
            var budget = new TenantRateLimit(perSecond, int.MaxValue, clock);
            var (passed, asked, time) = (0L, 0L, TimeSpan.Zero);
            foreach (var pause in pauses)
            {
                clock.Advance(TimeSpan.FromMilliseconds(pause));
                time += TimeSpan.FromMilliseconds(pause);
                for (var i = 0; i < 7; i++, asked++)
                    passed += budget.TryAcquire() ? 1 : 0;
            }
            var earned = perSecond * (1 + time.TotalSeconds);
            return passed <= earned + 1 && passed >= Math.Min(asked, perSecond);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void APlaceThatIsLeftIsFreeAgain()
    {
        var budget = new TenantRateLimit(1_000, 2, new FakeTimeProvider());
        Assert.True(budget.TryAcquire());
        Assert.True(budget.TryAcquire());
        Assert.False(budget.TryAcquire());
        budget.Release();
        Assert.True(budget.TryAcquire());
    }

    [Fact]
    public async Task ATownOverItsRateIsAskedToWaitAndItsNeighbourIsNot()
    {
        await using var gateway = await GatewayUnderTest.Start([EchoSilo.Tenant("saint-aubin", perSecond: 3), EchoSilo.Tenant("val-de-lys")]);
        await gateway.Serves("saint-aubin", "val-de-lys");
        var refused = 0;
        for (var i = 0; i < 20; i++)
        {
            using var response = await gateway.Ask("saint-aubin.localhost");
            if (response.StatusCode is not HttpStatusCode.TooManyRequests)
                continue;
            refused++;
            Assert.Equal("over-budget", await GatewayUnderTest.CodeOf(response));
            Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
        }
        Assert.InRange(refused, 1, 17);
        Assert.Equal("val-de-lys", (await gateway.Echo("val-de-lys.localhost")).Who.Tenant);
    }

    [Fact]
    public async Task ATownThatHoldsAllItsPlacesIsAskedToWaitAndItsNeighbourIsNot()
    {
        await using var gateway = await GatewayUnderTest.Start([EchoSilo.Tenant("saint-aubin", concurrent: 1), EchoSilo.Tenant("val-de-lys")]);
        await gateway.Serves("saint-aubin", "val-de-lys");
        var slow = gateway.Ask("saint-aubin.localhost", "/waits");
        await gateway.Silo.Waiting.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        using var second = await gateway.Ask("saint-aubin.localhost");
        Assert.Equal("over-budget", await GatewayUnderTest.CodeOf(second));
        Assert.Equal("val-de-lys", (await gateway.Echo("val-de-lys.localhost")).Who.Tenant);
        gateway.Silo.Door.SetResult();
        using var first = await slow;
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("saint-aubin", (await gateway.Echo("saint-aubin.localhost")).Who.Tenant);
    }

    [Fact]
    public async Task AFullGatewayAsksEverybodyToWait()
    {
        await using var gateway = await GatewayUnderTest.Start(settings: new() { ["Gateway:Concurrent"] = "1" });
        await gateway.Serves("saint-aubin", "val-de-lys");
        var slow = gateway.Ask("saint-aubin.localhost", "/waits");
        await gateway.Silo.Waiting.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        using var second = await gateway.Ask("val-de-lys.localhost");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
        Assert.NotNull(second.Headers.RetryAfter);
        Assert.Equal("busy", await GatewayUnderTest.CodeOf(second));
        gateway.Silo.Door.SetResult();
        using var first = await slow;
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
    }
}
