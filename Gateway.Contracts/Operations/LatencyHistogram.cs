using System.Numerics;

namespace Platform.Gateway.Contracts.Operations;

/// <summary>Latencies counted in buckets that are never wider than a sixteenth of their value, up to two minutes.</summary>
/// <param name="Counts">Observations by <see cref="BucketOf"/>.</param>
public readonly record struct LatencyHistogram(long[] Counts)
{
    const int SubBuckets = 16, Octaves = 24;

    /// <summary>The number of buckets.</summary>
    public const int BucketCount = SubBuckets * Octaves;

    /// <summary>The number of observations.</summary>
    public long Count => Counts.Sum();

    /// <summary>The bucket of a latency in microseconds.</summary>
    public static int BucketOf(long microseconds)
    {
        if (microseconds < SubBuckets)
            return (int)Math.Max(0, microseconds);
        var shift = BitOperations.Log2((ulong)microseconds) - 4;
        return (int)Math.Min(((shift + 1) * SubBuckets) + (microseconds >> shift) - SubBuckets, BucketCount - 1);
    }

    /// <summary>A percentile in milliseconds, rounded up to the upper bound of its bucket; 0 where nothing was counted.</summary>
    /// <param name="quantile">0 to 1: 0.99 for the 99th percentile.</param>
    public double PercentileMs(double quantile)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(quantile * Count));
        var cumulative = 0L;
        for (var bucket = 0; bucket < BucketCount; bucket++)
        {
            cumulative += Counts[bucket];
            if (cumulative >= rank)
                return UpperBound(bucket) / 1000.0;
        }
        return 0;
    }

    /// <summary>The upper bound of a bucket in microseconds.</summary>
    public static long UpperBound(int bucket) =>
        bucket < SubBuckets ? bucket + 1 : (long)(SubBuckets + (bucket % SubBuckets) + 1) << ((bucket / SubBuckets) - 1);
}
