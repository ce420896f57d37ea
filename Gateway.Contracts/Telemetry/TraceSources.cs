using System.Diagnostics;

namespace Platform.Gateway.Contracts.Telemetry;

/// <summary>Where the spans of a request begin: gateway, silo, grain, journal. Without a listener none is made, and nothing is allocated.</summary>
/// <remarks>No personal datum: routes by their pattern, tenants by their id, no address, no id of a citizen.</remarks>
public static class TraceSources
{
    /// <summary>The name under which a trace travels with grain calls, as in HTTP (W3C Trace Context).</summary>
    public const string Header = "traceparent";

    /// <summary>The sources, for an exporter.</summary>
    // Initialised before the sources: a listener is asked of each source while it is made, and reads these to answer.
    public static IReadOnlyList<string> Names { get; } = ["Platform.Gateway", "Platform.Silo"];

    /// <summary>A request at the gateway.</summary>
    public static readonly ActivitySource Gateway = new("Platform.Gateway");

    /// <summary>A request at a silo, the calls of grains it leads to, and their appends to the journal.</summary>
    public static readonly ActivitySource Silo = new("Platform.Silo");

    /// <summary>Begins the span that a header belongs to; null where nobody listens.</summary>
    public static Activity? Begin(ActivitySource source, string name, ActivityKind kind, string? parent) =>
        source.HasListeners()
            ? source.StartActivity(name, kind, ActivityContext.TryParse(parent, null, isRemote: true, out var context) ? context : default)
            : null;
}
