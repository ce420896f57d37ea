using System.Diagnostics;

namespace Platform.Tests.Telemetry;

/// <summary>What is taken from a span before it leaves, whichever library made it.</summary>
public sealed class SpanRedactionTests
{
    [Fact]
    public void OnlyKnownAttributesLeaveAndNoTextOfAnException()
    {
        using var source = new ActivitySource("Npgsql");
        using var traces = new CapturedSpans(source.Name);
        using (var request = source.StartActivity("request", ActivityKind.Server))
        using (var query = source.StartActivity("query", ActivityKind.Client))
        {
            request!.SetTag("url.path", "/suivi/canari").SetTag("server.address", "canari.exemple.fr").SetTag("http.route", "/suivi/{code}");
            query!.SetTag("db.query.text", "select $1").SetTag("db.npgsql.data_source", "Host=canari").SetTag("server.address", "10.0.0.7").SetTag("later", "canari")
                .SetStatus(ActivityStatusCode.Error, "invalid input: canari").AddException(new FormatException("invalid input: canari"));
        }
        var spans = traces.Ended.Where(span => span.Source == source).ToDictionary(static span => span.DisplayName);
        Assert.Equal(["http.route=/suivi/{code}"], spans["request"].TagObjects.Select(static tag => $"{tag.Key}={tag.Value}"));
        Assert.Equal(["db.query.text=select $1", "server.address=10.0.0.7"], spans["query"].TagObjects.Select(static tag => $"{tag.Key}={tag.Value}"));
        Assert.Equal((ActivityStatusCode.Error, null), (spans["query"].Status, spans["query"].StatusDescription));
        var told = Assert.Single(spans["query"].Events);
        Assert.Contains(told.Tags, static tag => tag is { Key: "exception.type", Value: "System.FormatException" });
        Assert.DoesNotContain(told.Tags, static tag => $"{tag.Value}".Contains("canari", StringComparison.Ordinal));
    }

    [Fact]
    public void ACallThatBelongsToNoRequestIsNotExported()
    {
        using var source = new ActivitySource("Npgsql");
        using var traces = new CapturedSpans(source.Name);
        source.StartActivity("probe", ActivityKind.Client)!.Dispose();
        Assert.DoesNotContain(traces.Ended, span => span.Source == source);
    }
}
