using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Platform.Gateway.Contracts.Operations;
using Platform.Gateway.Monitoring;
using Platform.Gateway.Problems;

namespace Platform.Tests.Gateway;

public sealed class FiguresTests
{
    [Fact]
    public void ADelayIsToldWithinASixteenth() => Prop.ForAll(
        Gen.Choose(0, 100_000_000).ToArbitrary(),
        microseconds =>
        {
            var counts = new long[LatencyHistogram.BucketCount];
            counts[LatencyHistogram.BucketOf(microseconds)]++;
            var told = new LatencyHistogram(counts).PercentileMs(1) * 1000;
            return told > microseconds && told <= (microseconds * 17 / 16) + 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void HalfAreBelowTheMedianAndOneInAHundredAboveTheLast()
    {
        var counts = new long[LatencyHistogram.BucketCount];
        for (var microseconds = 1; microseconds <= 1_000; microseconds++)
            counts[LatencyHistogram.BucketOf(microseconds)]++;
        var delays = new LatencyHistogram(counts);
        Assert.InRange(delays.PercentileMs(0.5), 0.500, 0.532);
        Assert.InRange(delays.PercentileMs(0.99), 0.990, 1.060);
        Assert.Equal(0, new LatencyHistogram(new long[LatencyHistogram.BucketCount]).PercentileMs(0.99));
    }

    [Fact]
    public async Task EveryRequestIsCountedOnceForItsTownAndForTheWhole()
    {
        await using var gateway = await GatewayUnderTest.Start();
        await gateway.Serves("saint-aubin", "val-de-lys");
        var figures = gateway.Services.GetRequiredService<GatewayStatus>();
        var before = figures.Read();
        for (var i = 0; i < 3; i++)
            await gateway.Echo("saint-aubin.localhost");
        (await gateway.Ask("val-de-lys.localhost", headers: ("Authorization", "Bearer wrong"))).Dispose();
        (await gateway.Ask("nobody.localhost")).Dispose();
        // Counted behind the last byte of the answer, so perhaps a moment after its reader has it.
        await Eventually.Holds(() => (figures.Read().Total - before.Total).Requests == 5);
        var whole = figures.Read().Total - before.Total;
        Assert.Equal((3, 3), (whole.Answered, whole.Statuses[2]));
        Assert.Equal((1, 1), (whole.Refused(GatewayProblem.UnknownKey), whole.Refused(GatewayProblem.UnknownHost)));
        Assert.Equal(3, whole.Latencies.Count);
        var town = figures.Read().Tenants.Single(tenant => tenant.Tenant == "saint-aubin");
        Assert.Equal((3, 0), (town.Counts.Requests, town.InFlight));
    }

    [Fact]
    public async Task ASiloIsToldOfTheGatewayEachSecondAndPrometheusWhenItAsks()
    {
        await using var gateway = await GatewayUnderTest.Start();
        await gateway.Serves("saint-aubin");
        await gateway.Echo("saint-aubin.localhost");
        await Eventually.Holds(() => gateway.Silo.Figures is { State: NodeStates.Serving } told && told.PerTenant.Any(town => town.Tenant == "saint-aubin"));
        Assert.Equal(NodeKinds.Gateway, gateway.Silo.Figures!.Kind);
        var page = await gateway.Ask("localhost", "/metrics");
        var text = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("text/plain", page.Content.Headers.ContentType!.MediaType);
        Assert.Matches("platform_gateway_requests_total\\{tenant=\"saint-aubin\",status=\"2xx\"\\} [1-9]", text);
        Assert.Contains("platform_gateway_silos{state=\"serving\"} 1\n", text, StringComparison.Ordinal);
        // A town's own site has no such page.
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await gateway.Ask("saint-aubin.localhost", "/metrics")).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await gateway.Ask("localhost", "/metrics", headers: ("X-Forwarded-For", "203.0.113.7"))).StatusCode);
    }
}
