using System.Collections.Concurrent;
using System.Diagnostics;
using Platform.Gateway.Contracts.Operations;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Web.Telemetry;

/// <summary>What became of the requests that reached this silo, by tenant. A request costs it a few dozen nanoseconds and waits for nobody.</summary>
sealed class RequestCounters
{
    /// <summary>The meter of a silo.</summary>
    public const string MeterName = "Platform.Silo";

    readonly ConcurrentDictionary<TenantId, Tally> _tenants = new();
    long _underWay;

    /// <summary>Requests that are not answered yet.</summary>
    public long UnderWay => Interlocked.Read(ref _underWay);

    public void Began() => Interlocked.Increment(ref _underWay);

    public void Ended() => Interlocked.Decrement(ref _underWay);

    /// <summary>A request was answered.</summary>
    /// <param name="tenant">One that exists: strangers make no series.</param>
    /// <param name="status">Of HTTP.</param>
    /// <param name="ticks">Of <see cref="Stopwatch"/>.</param>
    public void Answered(TenantId tenant, int status, long ticks)
    {
        if (!_tenants.TryGetValue(tenant, out var tally))
            tally = _tenants.GetOrAdd(tenant, static _ => new());
        Interlocked.Increment(ref tally.Statuses[Math.Clamp(status / 100, 0, 5)]);
        Interlocked.Increment(ref tally.Delays[LatencyHistogram.BucketOf(ticks * 1_000_000 / Stopwatch.Frequency)]);
        if (status == StatusCodes.Status429TooManyRequests)
            Interlocked.Increment(ref tally.Shed);
    }

    public Dictionary<TenantId, RequestCounterReading> Read() => _tenants.ToDictionary(one => one.Key, one => new RequestCounterReading(
        (long[])one.Value.Statuses.Clone(), new((long[])one.Value.Delays.Clone()), Interlocked.Read(ref one.Value.Shed)));

    sealed class Tally
    {
        public readonly long[] Delays = new long[Platform.Gateway.Contracts.Operations.LatencyHistogram.BucketCount], Statuses = new long[6];
        public long Shed;
    }
}

/// <summary>A tally as it stood.</summary>
/// <param name="Statuses">Answers by the first digit of their status.</param>
/// <param name="Delays">Of all of them.</param>
/// <param name="Shed">429 among them.</param>
readonly record struct RequestCounterReading(long[] Statuses, LatencyHistogram Delays, long Shed)
{
    public static RequestCounterReading None { get; } = new(new long[6], new(new long[LatencyHistogram.BucketCount]), 0);

    public long Answered => Statuses.Sum();

    public static RequestCounterReading operator -(RequestCounterReading later, RequestCounterReading earlier) =>
        new(Add(later.Statuses, earlier.Statuses, -1), new(Add(later.Delays.Counts, earlier.Delays.Counts, -1)), later.Shed - earlier.Shed);

    public static RequestCounterReading operator +(RequestCounterReading one, RequestCounterReading other) =>
        new(Add(one.Statuses, other.Statuses, 1), new(Add(one.Delays.Counts, other.Delays.Counts, 1)), one.Shed + other.Shed);

    static long[] Add(long[] one, long[] other, int sign)
    {
        var sum = new long[one.Length];
        for (var i = 0; i < sum.Length; i++)
            sum[i] = one[i] + sign * other[i];
        return sum;
    }
}
