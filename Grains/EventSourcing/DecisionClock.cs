namespace Platform.Grains.EventSourcing;

/// <summary>The time by which grains decide: a service of its own, so that a test may move it without stopping Orleans' timers, which run
/// by the host's <see cref="TimeProvider"/>.</summary>
public sealed class DecisionClock(TimeProvider time)
{
    /// <summary>Now.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>A moment to measure from.</summary>
    public long Timestamp => time.GetTimestamp();

    /// <summary>The time since a <see cref="Timestamp"/>.</summary>
    public TimeSpan Since(long timestamp) => time.GetElapsedTime(timestamp);
}
