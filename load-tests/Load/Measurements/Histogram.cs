using System.Diagnostics;
using System.Numerics;

namespace Platform.LoadTests.Load.Measurements;

/// <summary>Delays in microseconds, counted in buckets that are never wider than 1/64 of their value.</summary>
sealed class Histogram
{
    const int Exact = 128;
    const int Halves = 64;

    readonly long[] counts = new long[Exact + (40 * Halves)];

    /// <summary>How many delays.</summary>
    public long Count { get; private set; }

    /// <summary>Counts one delay.</summary>
    /// <param name="ticks">Of <see cref="Stopwatch"/>.</param>
    public void Record(long ticks)
    {
        counts[Bucket(Math.Max(0, ticks * 1_000_000 / Stopwatch.Frequency))]++;
        Count++;
    }

    /// <summary>Adds what another counted.</summary>
    public void Add(Histogram other)
    {
        for (var bucket = 0; bucket < counts.Length; bucket++) counts[bucket] += other.counts[bucket];
        Count += other.Count;
    }

    /// <summary>The delay in milliseconds that this share of all did not pass, rounded up to its bucket's end; 0 where none was counted.</summary>
    /// <param name="share">0 to 1.</param>
    public double Milliseconds(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        var (bucket, seen) = (0, counts[0]);
        while (seen < rank && bucket < counts.Length - 1) seen += counts[++bucket];
        return Count == 0 ? 0 : Math.Round(End(bucket) / 1000.0, 3);
    }

    static int Bucket(long value)
    {
        if (value < Exact) return (int)value;
        var shift = BitOperations.Log2((ulong)value) - 6;
        return Math.Min(Exact + ((shift - 1) * Halves) + (int)(value >> shift) - Halves, Exact + (40 * Halves) - 1);
    }

    static long End(int bucket)
    {
        if (bucket < Exact) return bucket;
        var (shift, rest) = (((bucket - Exact) / Halves) + 1, (bucket - Exact) % Halves);
        return ((long)(Halves + rest + 1) << shift) - 1;
    }
}
