using System.Diagnostics;
using System.Numerics;

namespace Platform.LoadTests.Load.Measurements;

/// <summary>A latency histogram in microseconds whose buckets are never wider than 1/64 of their value.</summary>
sealed class Histogram
{
    const int ExactBuckets = 128;
    const int BucketsPerPowerOfTwo = 64;

    readonly long[] counts = new long[ExactBuckets + (40 * BucketsPerPowerOfTwo)];

    /// <summary>How many values were recorded.</summary>
    public long Count { get; private set; }

    /// <summary>Records one latency.</summary>
    /// <param name="ticks">In ticks of <see cref="Stopwatch"/>.</param>
    public void Record(long ticks)
    {
        counts[Bucket(Math.Max(0, ticks * 1_000_000 / Stopwatch.Frequency))]++;
        Count++;
    }

    /// <summary>Adds the counts of another.</summary>
    public void Add(Histogram other)
    {
        for (var bucket = 0; bucket < counts.Length; bucket++) counts[bucket] += other.counts[bucket];
        Count += other.Count;
    }

    /// <summary>A percentile in milliseconds, rounded up to the end of its bucket; 0 where nothing was recorded.</summary>
    /// <param name="share">0 to 1: 0.99 is the 99th percentile.</param>
    public double PercentileMs(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        var (bucket, seen) = (0, counts[0]);
        while (seen < rank && bucket < counts.Length - 1) seen += counts[++bucket];
        return Count == 0 ? 0 : Math.Round(UpperBound(bucket) / 1000.0, 3);
    }

    static int Bucket(long value)
    {
        if (value < ExactBuckets) return (int)value;
        var shift = BitOperations.Log2((ulong)value) - 6;
        return Math.Min(ExactBuckets + ((shift - 1) * BucketsPerPowerOfTwo) + (int)(value >> shift) - BucketsPerPowerOfTwo, ExactBuckets + (40 * BucketsPerPowerOfTwo) - 1);
    }

    static long UpperBound(int bucket)
    {
        if (bucket < ExactBuckets) return bucket;
        var (shift, rest) = (((bucket - ExactBuckets) / BucketsPerPowerOfTwo) + 1, (bucket - ExactBuckets) % BucketsPerPowerOfTwo);
        return ((long)(BucketsPerPowerOfTwo + rest + 1) << shift) - 1;
    }
}
