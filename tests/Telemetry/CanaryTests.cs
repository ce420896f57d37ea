using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Grains.EventSourcing;
using Platform.Web.Operations.Monitoring;

namespace Platform.Tests.Telemetry;

/// <summary>Whatever people write, and however badly: no signal repeats it, even where an operator asks to hear everything.</summary>
public sealed class CanaryTests
{
    // What an operator can write in the settings to hear more.
    static readonly Dictionary<string, string?> Loud = new()
    {
        ["Metrics:Http"] = "true", ["Logging:LogLevel:Default"] = "Trace", ["Logging:LogLevel:Microsoft"] = "Trace", ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace",
        ["Logging:LogLevel:Platform"] = "Trace", ["Logging:LogLevel:Yarp"] = "Trace", ["Logging:LogLevel:System"] = "Trace",
        ["Logging:Overheard:LogLevel:Default"] = "Trace", ["Logging:Overheard:LogLevel:Microsoft.AspNetCore.Routing"] = "Trace",
        ["Logging:Overheard:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Information",
    };

    [Fact]
    public async Task NoLogNoTraceNoMetricAndNoBoardNamesAnybody()
    {
        using var traces = new CapturedSpans();
        var canaries = new Canaries();
        await using var platform = await WholePlatform.Start(Loud);
        await new CanaryTraffic(platform, canaries).Run();
        Assert.True(canaries.Count >= 500, $"Only {canaries.Count} canaries flew.");

        using var outside = new HttpClient();
        var signals = new Dictionary<string, IEnumerable<string>>
        {
            ["log of the silo"] = platform.SiloLog.Lines, ["log of the gateway"] = platform.GatewayLog.Lines, ["traces"] = traces.Ended.Select(Shown),
            ["metrics of the silo"] = [await outside.GetStringAsync(new Uri(platform.SiloAddress, "/metrics"), TestContext.Current.CancellationToken)],
            ["metrics of the gateway"] = [await outside.GetStringAsync(new Uri(platform.GatewayAddress, "/metrics"), TestContext.Current.CancellationToken)],
            ["board"] = (await platform.Silo.GetRequiredService<NodeStatusBoard>().All(TestContext.Current.CancellationToken)).Select(static node => JsonSerializer.Serialize(node)),
        };
        await platform.Stop();

        Assert.Empty(signals.SelectMany(signal => signal.Value.Where(text => canaries.In(text).Any()).Select(text => $"{signal.Key}: {text}")));
        // Silence would prove nothing: each of them did speak.
        Assert.Contains(platform.SiloLog.Lines, static line => line.StartsWith("Debug", StringComparison.Ordinal));
        Assert.Contains(platform.SiloLog.Lines, static line => line.Contains("our-fault", StringComparison.Ordinal));
        Assert.Contains(platform.GatewayLog.Lines, static line => line.StartsWith("Debug", StringComparison.Ordinal));
        Assert.Superset(
            new HashSet<string>
            {
                "Platform.Gateway POST", "System.Net.Http POST", "Platform.Silo POST /api/contacts", "Platform.Silo grain citizen.Record", "Platform.Silo grain request.Answer",
                "Platform.Silo journal append",
            },
            traces.Ended.Select(static span => $"{span.Source.Name} {span.DisplayName.TrimEnd('/')}").ToHashSet());
        Assert.Contains("platform_requests_total{status=\"4xx\",tenant=\"saint-aubin\"}", signals["metrics of the silo"].Single(), StringComparison.Ordinal);
        Assert.Contains("platform_gateway_requests_total{status=\"4xx\",tenant=\"saint-aubin\"}", signals["metrics of the gateway"].Single(), StringComparison.Ordinal);
        Assert.NotEmpty(signals["board"]);
    }

    static string Shown(Activity span) => string.Join(' ', [
        span.DisplayName, span.OperationName, span.TraceStateString, span.StatusDescription,
        .. span.TagObjects.Concat(span.Baggage.Select(static one => new KeyValuePair<string, object?>(one.Key, one.Value))).Select(static tag => $"{tag.Key}={tag.Value}"),
        .. span.Events.Select(static told => $"{told.Name} {string.Join(' ', told.Tags.Select(static tag => $"{tag.Key}={tag.Value}"))}"),
    ]);
}
