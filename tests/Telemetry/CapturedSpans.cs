using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Platform.Gateway.Contracts.Telemetry;

namespace Platform.Tests.Telemetry;

/// <summary>Keeps the spans of every gateway and silo of this process as an exporter would get them.</summary>
sealed class CapturedSpans : IDisposable
{
    readonly TracerProvider _tracing;

    /// <param name="others">More sources.</param>
    public CapturedSpans(params string[] others) => _tracing = Sdk.CreateTracerProviderBuilder()
        .AddRequestSpans(TraceSources.Gateway).AddRequestSpans(TraceSources.Silo).AddHttpClientInstrumentation().AddSource(others)
        .AddProcessor(new Capturing(Ended)).Build();

    public ConcurrentQueue<Activity> Ended { get; } = new();

    public void Dispose() => _tracing.Dispose();

    sealed class Capturing(ConcurrentQueue<Activity> ended) : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            if (data.Recorded)
                ended.Enqueue(data);
        }
    }
}
