using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Platform.Gateway.Contracts.Operations;
using Platform.Gateway.Monitoring;
using Platform.Gateway.Problems;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Gateway;

public sealed class GatewayStatusTests
{
    [Fact]
    public void ALatencyIsRoundedByASixteenthAtMost() => Prop.ForAll(
        Gen.Choose(0, 100_000_000).ToArbitrary(),
        microseconds =>
        {
            var counts = new long[LatencyHistogram.BucketCount];
            counts[LatencyHistogram.BucketOf(microseconds)]++;
            var reported = new LatencyHistogram(counts).PercentileMs(1) * 1000;
            return reported > microseconds && reported <= (microseconds * 17 / 16) + 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void PercentilesAreWithinTheirBuckets()
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
    public async Task EveryRequestIsCountedOnceForItsTenantAndInTotal()
    {
        await using var gateway = await GatewayUnderTest.Start();
        await gateway.WaitForTenants("saint-aubin", "val-de-lys");
        var status = gateway.Services.GetRequiredService<GatewayStatus>();
        var before = status.Read();
        for (var i = 0; i < 3; i++)
            await gateway.Echo("saint-aubin.localhost");
        (await gateway.Send("val-de-lys.localhost", headers: ("Authorization", "Bearer wrong"))).Dispose();
        (await gateway.Send("nobody.localhost")).Dispose();
        // Counted after the last byte of the response, perhaps a moment after the client has it.
        await Eventually.Holds(() => (status.Read().Total - before.Total).Requests == 5);
        var total = status.Read().Total - before.Total;
        Assert.Equal((3, 3), (total.Answered, total.Statuses[2]));
        Assert.Equal((1, 1), (total.Refused(GatewayProblem.UnknownKey), total.Refused(GatewayProblem.UnknownHost)));
        Assert.Equal(3, total.Latencies.Count);
        var tenant = status.Read().Tenants.Single(one => one.Tenant == "saint-aubin");
        Assert.Equal((3, 0), (tenant.Counts.Requests, tenant.InFlight));
    }

    [Fact]
    public async Task StatusIsReportedEachSecondAndMetricsWhenScraped()
    {
        await using var gateway = await GatewayUnderTest.Start();
        await gateway.WaitForTenants("saint-aubin");
        await gateway.Echo("saint-aubin.localhost");
        await Eventually.Holds(() => gateway.Silo.LastStatus is { State: NodeStates.Serving } status && status.PerTenant.Any(load => load.Tenant == "saint-aubin"));
        Assert.Equal(NodeKinds.Gateway, gateway.Silo.LastStatus!.Kind);
        var page = await gateway.Send("localhost", "/metrics");
        var text = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("text/plain", page.Content.Headers.ContentType!.MediaType);
        Assert.Matches("platform_gateway_requests_total\\{status=\"2xx\",tenant=\"saint-aubin\"\\} [1-9]", text);
        Assert.Contains("platform_gateway_silos{state=\"serving\"} 1\n", text, StringComparison.Ordinal);
        // Not under a host of a tenant.
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await gateway.Send("saint-aubin.localhost", "/metrics")).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await gateway.Send("localhost", "/metrics", headers: ("X-Forwarded-For", "203.0.113.7"))).StatusCode);
    }
}
