using System.Diagnostics;
using Platform.Gateway.Contracts.Telemetry;

namespace Platform.Silo.Monitoring;

/// <summary>Sees every call that reaches a grain of this silo: which grains are hot, and, where a trace is followed, how long the call took.</summary>
sealed class GrainCallObserver(HotGrains hot) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context)
    {
        hot.Called(context.TargetId);
        return TraceSources.Silo.HasListeners() && RequestContext.Get(TraceSources.Header) is string parent ? Traced(context, parent) : context.Invoke();
    }

    // The kind and the method, never the key: an id in a trace would follow a citizen from visit to visit.
    static async Task Traced(IIncomingGrainCallContext context, string parent)
    {
        using var span = TraceSources.Begin(TraceSources.Silo, $"grain {context.TargetId.Type}.{context.MethodName}", ActivityKind.Internal, parent);
        if (span?.Id is { } id)
            RequestContext.Set(TraceSources.Header, id);
        await context.Invoke();
    }
}
