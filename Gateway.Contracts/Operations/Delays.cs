using System.Numerics;

namespace Platform.Gateway.Contracts.Operations;

/// <summary>Delays counted in buckets that are never wider than a sixteenth of their value, up to two minutes.</summary>
/// <param name="Counts">By <see cref="Bucket"/>.</param>
public readonly record struct Delays(long[] Counts)
{
    const int Parts = 16, Powers = 24;

    /// <summary>How many buckets.</summary>
    public const int Buckets = Parts * Powers;

    /// <summary>How many delays were counted.</summary>
    public long Count => Counts.Sum();

    /// <summary>The bucket of a delay in microseconds.</summary>
    public static int Bucket(long microseconds)
    {
        if (microseconds < Parts)
            return (int)Math.Max(0, microseconds);
        var shift = BitOperations.Log2((ulong)microseconds) - 4;
        return (int)Math.Min(((shift + 1) * Parts) + (microseconds >> shift) - Parts, Buckets - 1);
    }

    /// <summary>The milliseconds that this share of all did not pass, rounded up to the end of their bucket; 0 where nothing was counted.</summary>
    /// <param name="share">0 to 1.</param>
    public double Milliseconds(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        var seen = 0L;
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            seen += Counts[bucket];
            if (seen >= rank)
                return End(bucket) / 1000.0;
        }
        return 0;
    }

    /// <summary>The microseconds at which a bucket ends: for programs that want the counts themselves.</summary>
    public static long End(int bucket) =>
        bucket < Parts ? bucket + 1 : (long)(Parts + (bucket % Parts) + 1) << ((bucket / Parts) - 1);
}
