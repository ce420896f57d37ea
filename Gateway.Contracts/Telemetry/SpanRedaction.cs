using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace Platform.Gateway.Contracts.Telemetry;

/// <summary>Removes from a span, before it is exported, every attribute that is not known to name nobody. Paths, queries and full URLs hold names
/// that were searched for and tracking codes; a user agent, a host, a connection string and the text of an exception may.</summary>
/// <remarks>A list of what stays, not of what goes: a new version of an instrumentation must not leak by a new attribute. SQL stays, for it
/// holds placeholders and no values.</remarks>
sealed class SpanRedaction : BaseProcessor<Activity>
{
    static readonly FrozenSet<string> Kept = FrozenSet.Create(
        StringComparer.Ordinal,
        "http.request.method", "http.response.status_code", "http.route", "url.scheme", "network.protocol.version", "error.type", "platform.tenant",
        "db.system.name", "db.namespace", "db.collection.name", "db.operation.name", "db.query.text", "db.response.status_code", "db.npgsql.prepared",
        "db.npgsql.rows");

    // Of whom the gateway or the silo calls; of a request that came in it is the host that a client wrote.
    static readonly FrozenSet<string> Destination = FrozenSet.Create(StringComparer.Ordinal, "server.address", "server.port");

    static readonly ActivityListener ExceptionTexts = new()
    {
        ShouldListenTo = static source => TraceSources.Names.Contains(source.Name) || source.Name is "System.Net.Http" or "Npgsql",
        // An event cannot be changed afterwards. The type stays: it is added to what is given here.
        ExceptionRecorder = static (Activity _, Exception _, ref TagList tags) =>
        {
            tags.Add("exception.message", "");
            tags.Add("exception.stacktrace", "");
        },
    };

    static SpanRedaction() => ActivitySource.AddActivityListener(ExceptionTexts);

    public override void OnEnd(Activity data)
    {
        // Probes, long polls and the journal's own round trips belong to no request: a trace of one span each, several a second.
        if (data.Kind is not ActivityKind.Server && data.ParentSpanId == default)
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        List<string>? removed = null;
        foreach (var (name, _) in data.EnumerateTagObjects())
            if (!Kept.Contains(name) && (data.Kind is ActivityKind.Server || !Destination.Contains(name)))
                (removed ??= []).Add(name);
        foreach (var name in removed ?? [])
            data.SetTag(name, null);
        if (data.StatusDescription is not null)
            data.SetStatus(data.Status);
    }
}
