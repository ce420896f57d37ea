using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>A timer of one activation. Its ticks are turns of the grain; it ends with the activation.</summary>
public interface IGrainTimer : IDisposable;

/// <summary>When a grain timer ticks, and what its ticks may disturb.</summary>
public readonly struct GrainTimerCreationOptions
{
    /// <summary>A timer that neither interleaves nor keeps its grain in memory.</summary>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>How long until the first tick. <see cref="Timeout.InfiniteTimeSpan"/>: never.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>How long after the end of a tick the next one comes. <see cref="Timeout.InfiniteTimeSpan"/>: once only.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether a tick may start while other turns of the grain wait for something. By default it may not.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether ticks count as use, so that the grain is not collected as idle. By default they do not.</summary>
    public bool KeepAlive { get; init; }
}
