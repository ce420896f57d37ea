using System.Diagnostics;
using Platform.Gateway.Contracts.Telemetry;
using Platform.Grains.EventSourcing;
using Platform.Tests.Web.Api;

namespace Platform.Tests.Telemetry;

/// <summary>A request is followed from the edge to the transaction, and nobody in it is named.</summary>
[Collection(SiloCollection.Name)]
public sealed class TraceTests(SiloFixture silo)
{
    [Fact]
    public async Task OneTraceLeadsFromTheGatewayThroughTheGrainToTheTransactionAndNamesNobody()
    {
        using var traces = new CapturedSpans();
        var ended = traces.Ended;
        var town = await silo.Town();
        var trace = ActivityTraceId.CreateRandom();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/contacts")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new
            {
                citizen = new { name = "Canari Dupont", email = "canari@exemple.fr" }, channel = "phone", subject = "Sujet canari", body = "Corps canari", language = "fr",
            }),
        };
        request.Headers.Add(Platform.Gateway.Contracts.SignedContext.Header, town.Sign(new(town.Id.Value, "key:demo", Platform.Gateway.Contracts.Roles.Machine, TestTenant.Soon) { Scopes = [.. Platform.Grains.Interfaces.Tenancy.Scopes.All] }));
        request.Headers.Add(TraceSources.Header, $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        using var http = new HttpClient(new ProvingHandler(silo.Secret, new SocketsHttpHandler { ActivityHeadersPropagator = null })) { BaseAddress = silo.Http.BaseAddress };
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode);
        await Gateway.Eventually.Holds(() => ended.Any(span => span.TraceId == trace && span.ParentSpanId != default && span.DisplayName.StartsWith("POST /api", StringComparison.Ordinal)));

        var spans = ended.Where(span => span.TraceId == trace).ToList();
        var append = spans.Single(span => span.DisplayName == "journal append");
        var grain = spans.Single(span => span.SpanId == append.ParentSpanId);
        var served = spans.Single(span => span.SpanId == grain.ParentSpanId);
        Assert.Equal("grain citizen.Record", grain.DisplayName);
        Assert.Equal(("Platform.Silo", "POST /api/contacts"), (served.Source.Name, served.DisplayName.TrimEnd('/')));
        Assert.Equal("/api/contacts", ((string?)served.GetTagItem("http.route"))?.TrimEnd('/'));
        Assert.Equal((201, town.Id.Value), (served.GetTagItem("http.response.status_code"), served.GetTagItem("platform.tenant")));
        Assert.All(spans, span => Assert.DoesNotContain(
            "canari", span.DisplayName + string.Join(' ', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")), StringComparison.OrdinalIgnoreCase));
    }
}
