using System.Diagnostics;
using Platform.Gateway.Contracts.Operations;
using Platform.Gateway.Problems;

namespace Platform.Gateway.Telemetry;

/// <summary>Counts the requests of one tenant by outcome, since the start. Thread-safe; a few dozen nanoseconds a request.</summary>
sealed class RequestCounters
{
    readonly long[] _latencies = new long[LatencyHistogram.BucketCount];
    readonly long[] _problems = new long[GatewayProblem.All.Count];
    readonly long[] _statuses = new long[6];

    /// <summary>Counts a response of a silo or of a page of the gateway, whatever its status.</summary>
    /// <param name="status">Of HTTP; 0 where the client disconnected.</param>
    /// <param name="since">When the request came, by <see cref="Stopwatch.GetTimestamp"/>.</param>
    public void Answered(int status, long since)
    {
        Interlocked.Increment(ref _statuses[Math.Clamp(status / 100, 0, 5)]);
        Interlocked.Increment(ref _latencies[LatencyHistogram.BucketOf((Stopwatch.GetTimestamp() - since) * 1_000_000 / Stopwatch.Frequency)]);
    }

    /// <summary>Counts a request that the gateway itself refused. Its latency does not count: immediate refusals would flatter the rest.</summary>
    public void Refused(GatewayProblem problem) => Interlocked.Increment(ref _problems[problem.Ordinal]);

    public RequestCounts Read() => new((long[])_statuses.Clone(), (long[])_problems.Clone(), new((long[])_latencies.Clone()));
}

/// <summary>Request counters at one moment; the difference of two is what happened in between.</summary>
/// <param name="Statuses">Responses by the first digit of their status; 0 where the client disconnected.</param>
/// <param name="Problems">Refusals of the gateway itself, by <see cref="GatewayProblem.Ordinal"/>.</param>
/// <param name="Latencies">Of the responses.</param>
readonly record struct RequestCounts(long[] Statuses, long[] Problems, LatencyHistogram Latencies)
{
    public static RequestCounts None { get; } = new RequestCounters().Read();

    public long Requests => Answered + Problems.Sum();

    public long Answered => Statuses.Sum();

    /// <summary>Refused for overload: of the tenant, or of the whole platform.</summary>
    public long Shed => Refused(GatewayProblem.OverBudget) + Refused(GatewayProblem.Busy);

    /// <summary>Server errors: 5xx of a silo, no silo, a lost response, a time-out.</summary>
    public long Failed =>
        Statuses[5] + Refused(GatewayProblem.NoSilo) + Refused(GatewayProblem.Interrupted) + Refused(GatewayProblem.Late);

    public long Refused(GatewayProblem problem) => Problems[problem.Ordinal];

    public static RequestCounts operator -(RequestCounts later, RequestCounts earlier) => new(
        Subtract(later.Statuses, earlier.Statuses), Subtract(later.Problems, earlier.Problems), new(Subtract(later.Latencies.Counts, earlier.Latencies.Counts)));

    public static RequestCounts operator +(RequestCounts one, RequestCounts other) =>
        new(Add(one.Statuses, other.Statuses), Add(one.Problems, other.Problems), new(Add(one.Latencies.Counts, other.Latencies.Counts)));

    static long[] Subtract(long[] later, long[] earlier) => [.. later.Zip(earlier, (a, b) => a - b)];

    static long[] Add(long[] one, long[] other) => [.. one.Zip(other, (a, b) => a + b)];
}
