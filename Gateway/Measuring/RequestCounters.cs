using System.Diagnostics;
using Platform.Gateway.Contracts.Operations;
using Platform.Gateway.Refusals;

namespace Platform.Gateway.Measuring;

/// <summary>What became of the requests of one tenant since the start. Safe for any number of threads; a request costs it a few dozen nanoseconds.</summary>
sealed class RequestCounters
{
    readonly long[] _delays = new long[LatencyHistogram.BucketCount];
    readonly long[] _refused = new long[GatewayProblem.All.Count];
    readonly long[] _statuses = new long[6];

    /// <summary>A request was answered, whatever the answer.</summary>
    /// <param name="status">Of HTTP.</param>
    /// <param name="since">When it came, by <see cref="Stopwatch.GetTimestamp"/>.</param>
    public void Answered(int status, long since)
    {
        Interlocked.Increment(ref _statuses[Math.Clamp(status / 100, 0, 5)]);
        Interlocked.Increment(ref _delays[LatencyHistogram.BucketOf((Stopwatch.GetTimestamp() - since) * 1_000_000 / Stopwatch.Frequency)]);
    }

    /// <summary>The edge itself turned a request away. Its delay does not count: what is refused in no time would flatter the rest.</summary>
    public void Refused(GatewayProblem refusal) => Interlocked.Increment(ref _refused[refusal.Ordinal]);

    public RequestCounts Read() => new((long[])_statuses.Clone(), (long[])_refused.Clone(), new((long[])_delays.Clone()));
}

/// <summary>A tally as it stood. Two of them, one taken from the other, tell what happened between.</summary>
/// <param name="Statuses">Answers that came from behind the edge, by the first digit of their status; 0 for those that nobody waited for.</param>
/// <param name="Refusals">What the edge itself turned away, by <see cref="GatewayProblem.Ordinal"/>.</param>
/// <param name="Delays">Of the answers.</param>
readonly record struct RequestCounts(long[] Statuses, long[] Refusals, LatencyHistogram Delays)
{
    public static RequestCounts None { get; } = new RequestCounters().Read();

    /// <summary>Requests in all.</summary>
    public long Requests => Answered + Refusals.Sum();

    /// <summary>Those that a silo answered.</summary>
    public long Answered => Statuses.Sum();

    /// <summary>Turned away because there was too much: of the tenant, or of all.</summary>
    public long Shed => Refused(GatewayProblem.OverBudget) + Refused(GatewayProblem.Busy);

    /// <summary>Ours: 5xx from behind, no silo, a lost answer, a late one.</summary>
    public long Failed =>
        Statuses[5] + Refused(GatewayProblem.NoSilo) + Refused(GatewayProblem.Interrupted) + Refused(GatewayProblem.Late);

    public long Refused(GatewayProblem refusal) => Refusals[refusal.Ordinal];

    public static RequestCounts operator -(RequestCounts later, RequestCounts earlier) =>
        new(Less(later.Statuses, earlier.Statuses), Less(later.Refusals, earlier.Refusals), new(Less(later.Delays.Counts, earlier.Delays.Counts)));

    public static RequestCounts operator +(RequestCounts one, RequestCounts other) =>
        new(More(one.Statuses, other.Statuses), More(one.Refusals, other.Refusals), new(More(one.Delays.Counts, other.Delays.Counts)));

    static long[] Less(long[] later, long[] earlier) => [.. later.Zip(earlier, (a, b) => a - b)];

    static long[] More(long[] one, long[] other) => [.. one.Zip(other, (a, b) => a + b)];
}
