using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Gateway.Contracts.Operations;
using Platform.Gateway.Contracts.Telemetry;
using Platform.Grains.EventSourcing;
using Platform.Silo.Clustering;
using Platform.Silo.Monitoring;
using Platform.Tests.Web.Api;
using Platform.Web.Operations.Monitoring;
using Platform.Web.Telemetry;

namespace Platform.Tests.Telemetry;

/// <summary>What Prometheus reads.</summary>
[Collection(SiloCollection.Name)]
public sealed class MetricsTests(SiloFixture silo)
{
    [Fact]
    public async Task ThePageIsInTheTextFormatOfPrometheus()
    {
        await using var app = await Node();
        await using var other = await Node();
        using var shared = new Meter("Platform.Test.Shared");
        var meter = app.Services.GetRequiredService<IMeterFactory>().Create("Platform.Test");
        other.Services.GetRequiredService<IMeterFactory>().Create("Platform.Test").CreateObservableGauge("platform.test.theirs", () => 7);
        var counter = meter.CreateCounter<long>("platform.test.letters", description: "Letters\nof \\ all.");
        counter.Add(2, new KeyValuePair<string, object?>("tenant", "a\"b\\c\nd"));
        counter.Add(3, new KeyValuePair<string, object?>("tenant", "a\"b\\c\nd"));
        var tenants = new List<string> { "leaving" };
        meter.CreateObservableGauge("platform.test.depth", () => tenants.Select(static tenant => new Measurement<double>(1.5, new KeyValuePair<string, object?>("tenant", tenant))));
        shared.CreateObservableGauge("platform.test.shared", () => 2);
        var seconds = meter.CreateHistogram("platform.test.seconds", "s", null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.003, 0.005, 10] });
        seconds.Record(0.004);
        seconds.Record(0.005);
        seconds.Record(99);
        using var http = new HttpClient { BaseAddress = new(app.Urls.First()) };
        var text = await http.GetStringAsync(MetricsEndpoint.Path, TestContext.Current.CancellationToken);
        Assert.Contains("# TYPE platform_test_depth gauge\nplatform_test_depth{tenant=\"leaving\"} 1.5\n", text, StringComparison.Ordinal);
        Assert.Contains("""
            # TYPE platform_test_letters_total counter
            # HELP platform_test_letters_total Letters\nof \\ all.
            platform_test_letters_total{tenant="a\"b\\c\nd"} 5

            """, text, StringComparison.Ordinal);
        Assert.Contains("""
            platform_test_seconds_bucket{le="0.003"} 0
            platform_test_seconds_bucket{le="0.005"} 2
            platform_test_seconds_bucket{le="10"} 2
            platform_test_seconds_bucket{le="+Inf"} 3
            platform_test_seconds_sum{} 99.009
            platform_test_seconds_count{} 3

            """, text, StringComparison.Ordinal);
        Assert.Contains("platform_test_shared{} 2\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("theirs", text, StringComparison.Ordinal);

        // What is no longer told is no longer shown: a silo that lost the lease of a projection says nothing of its lag.
        tenants.Clear();
        Assert.DoesNotContain("leaving", await http.GetStringAsync(MetricsEndpoint.Path, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryTenantOfThousandsHasItsSeries()
    {
        await using var app = await Node();
        app.Services.GetRequiredService<IMeterFactory>().Create("Platform.Test").CreateObservableCounter(
            "platform.requests", static () => Enumerable.Range(0, 10_000).Select(static tenant => new Measurement<long>(1, new KeyValuePair<string, object?>("tenant", tenant))));
        using var http = new HttpClient { BaseAddress = new(app.Urls.First()) };
        var text = await http.GetStringAsync(MetricsEndpoint.Path, TestContext.Current.CancellationToken);
        Assert.Contains("platform_requests_total{tenant=\"9999\"} 1\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("overflow", text, StringComparison.Ordinal);
    }

    static async Task<WebApplication> Node()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddTelemetry(new("platform-test", "one", TraceSources.Silo, ["Platform.Test", "Platform.Test.Shared"]), static _ => { });
        var app = builder.Build();
        app.MapMetrics();
        await app.StartAsync();
        return app;
    }

    [Theory]
    [InlineData("127.0.0.1", false, null, null, true)]
    [InlineData("::ffff:10.1.2.3", false, null, null, true)]
    [InlineData("172.31.0.1", false, null, null, true)]
    [InlineData("172.32.0.1", false, null, null, false)]
    [InlineData("203.0.113.7", false, null, null, false)]
    [InlineData("2001:db8::1", false, null, null, false)]
    [InlineData("127.0.0.1", true, null, null, false)]
    [InlineData("127.0.0.1", false, null, "s3cret", false)]
    [InlineData("203.0.113.7", true, "Bearer s3cret", "s3cret", true)]
    [InlineData("127.0.0.1", false, "Bearer other", "s3cret", false)]
    public void TheDoorOpensToTheMachineItsNetworkOrAToken(string from, bool forwarded, string? authorization, string? token, bool opens) =>
        Assert.Equal(opens, MetricsAccess.Allows(IPAddress.Parse(from), forwarded, authorization, token));

    [Fact]
    public async Task ASiloTellsOfItsRequestsByTenantAndOfNoCitizen()
    {
        var town = await silo.Town();
        var contact = (await town.Program.Calls("ada@exemple.fr")).Is(201);
        (await town.Program.Get($"/api/citizens/{contact["citizen"]}/history")).Is(200);
        (await town.Visitor.Get("/api/citizens")).Refuses(401, "sign-in");
        var text = (await new ApiClient(silo.Http, null).Get("/metrics")).Is(200).Text;
        Assert.Contains($"platform_requests_total{{status=\"2xx\",tenant=\"{town.Id}\"}} 2\n", text, StringComparison.Ordinal);
        Assert.Contains($"platform_requests_total{{status=\"4xx\",tenant=\"{town.Id}\"}} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("platform_activations{} ", text, StringComparison.Ordinal);
        Assert.DoesNotContain(contact["citizen"]!, text, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASiloPutsItsFiguresOnTheBoardEachSecond()
    {
        var town = await silo.Town();
        var board = silo.Services.GetRequiredService<NodeStatusBoard>();
        var self = SiloIdentity.Name(silo.Services.GetRequiredService<IConfiguration>());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        NodeStatus? told = null;
        while (told is not { ContactsPerSecond: > 0, State: NodeStates.Serving, Activations: > 0, MemoryBytes: > 0, P99Ms: > 0 }
            || told.PerTenant.All(tenant => tenant.Tenant != town.Id.Value))
        {
            (await town.Program.Calls("ada@exemple.fr")).Is(201);
            told = (await board.All(patience.Token)).SingleOrDefault(node => node.Node == self);
        }
        Assert.True(told.FollowerLag.ContainsKey("histories"));
        Assert.True(told.AppendBatch >= 1 && told.CommitMs > 0 && told.DatabaseMs > 0);
    }

    [Theory]
    [InlineData("/contact", "text/html", 1)]
    [InlineData("/edge/sessions/ended", "application/json", 0)]
    [InlineData("/operations/events", "text/event-stream", 0)]
    public async Task WhoWaitsForNewsIsNoWorkThatWaitsInTheSilo(string path, string accepts, long waits)
    {
        var tallies = new RequestCounters();
        var seen = -1L;
        var measuring = new Platform.Web.Telemetry.RequestMetricsMiddleware(_ =>
        {
            seen = tallies.UnderWay;
            return Task.CompletedTask;
        }, tallies, silo.Services.GetRequiredService<IMeterFactory>());
        await measuring.Invoke(new DefaultHttpContext { Request = { Path = path, Headers = { Accept = accepts } } });
        Assert.Equal((waits, 0), (seen, tallies.UnderWay));
    }

    [Fact]
    public void TheBusiestGrainsAreFoundAmongMany()
    {
        var hot = new HotGrains();
        for (var i = 0; i < 100_000; i++)
        {
            hot.Called(GrainId.Create("citizen", $"t/{i}"));
            if (i % 3 == 0)
                hot.Called(GrainId.Create("citizen", "t/hot"));
        }
        var first = hot.Take(5, TimeSpan.FromSeconds(10))[0];
        Assert.Equal("t/hot", first.Id);
        Assert.InRange(first.PerSecond, 2_500, 8_000);
        Assert.Empty(hot.Take(5, TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(50_000)]
    public void WhereEveryoneCallsOnceNobodyStandsOut(int calls)
    {
        var hot = new HotGrains();
        for (var i = 0; i < calls; i++)
            hot.Called(GrainId.Create("citizen", $"t/{i}"));
        Assert.Empty(hot.Take(5, TimeSpan.FromSeconds(1)));
    }
}
