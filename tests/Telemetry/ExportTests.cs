using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Telemetry;

/// <summary>What a collector of traces gets, by OpenTelemetry's own settings.</summary>
public sealed class ExportTests
{
    [Fact]
    public async Task TheCollectorGetsOneTraceFromTheGatewayThroughTheGrainToTheJournal()
    {
        await using var collector = await Collector.Start();
        await using var platform = await WholePlatform.Start(new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        });
        using var program = platform.Visitor("saint-aubin");
        program.DefaultRequestHeaders.Add("Authorization", "Bearer demo-key-saint-aubin");
        // A trace that a client claims to continue is not continued.
        var claimed = ActivityTraceId.CreateRandom().ToString();
        program.DefaultRequestHeaders.Add("traceparent", $"00-{claimed}-{ActivitySpanId.CreateRandom()}-01");
        program.DefaultRequestHeaders.Add("baggage", "name=canari");
        using var answer = await program.PostAsJsonAsync("/api/contacts", new
        {
            citizen = new { name = "Canari Dupont", email = "canari@exemple.fr" }, channel = "phone", subject = "Sujet canari", body = "Corps canari", language = "fr",
        }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        await platform.Stop();

        // Other tests of this process may be traced at the same time: one of these ways is ours.
        var spans = collector.Spans;
        Assert.Contains(
            "platform-gateway: POST > platform-gateway: POST > platform-silo: POST /api/contacts > platform-silo: grain citizen.Record > platform-silo: journal append",
            spans.Where(static span => span.Name == "journal append").Select(append => Way(append, spans)));
        Assert.DoesNotContain(spans, span => span.Trace == claimed);
        Assert.All(collector.Payloads, static payload => Assert.DoesNotContain("canari", Encoding.UTF8.GetString(payload), StringComparison.OrdinalIgnoreCase));
    }

    static string Way(Exported span, IReadOnlyList<Exported> all)
    {
        var own = $"{span.Service}: {span.Name.TrimEnd('/')}";
        return all.FirstOrDefault(other => other.Id == span.Parent && other.Trace == span.Trace) is { } parent ? $"{Way(parent, all)} > {own}" : own;
    }
}
