namespace Platform.Gateway.Admission;

/// <summary>The rate limit of one tenant: requests a second, with a burst of one second's worth, and requests in flight at once.</summary>
/// <remarks>The rate is the generic cell rate algorithm (ITU-T I.371), equivalent to a token bucket: one number, moved by compare-and-swap, no
/// lock and no timer. Not <c>System.Threading.RateLimiting</c>: its token bucket takes a lock for each lease, reads no
/// <see cref="TimeProvider"/>, and cannot change its limits without forgetting what was spent.</remarks>
sealed class TenantRateLimit(int perSecond, int concurrent, TimeProvider clock)
{
    long _emissionInterval = EmissionInterval(perSecond, clock);
    int _concurrent = concurrent;
    int _inFlight;
    long _theoreticalArrival = long.MinValue;

    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Admits a request; where it answers true, <see cref="Release"/> must follow.</summary>
    public bool TryAcquire()
    {
        if (Interlocked.Increment(ref _inFlight) <= Volatile.Read(ref _concurrent) && TrySpend())
            return true;
        Interlocked.Decrement(ref _inFlight);
        return false;
    }

    public void Release() => Interlocked.Decrement(ref _inFlight);

    /// <summary>Changes the limits and keeps what was spent.</summary>
    public TenantRateLimit UpdateLimits(int perSecond, int concurrent)
    {
        Volatile.Write(ref _emissionInterval, EmissionInterval(perSecond, clock));
        Volatile.Write(ref _concurrent, concurrent);
        return this;
    }

    bool TrySpend()
    {
        var now = clock.GetTimestamp();
        while (true)
        {
            var before = Volatile.Read(ref _theoreticalArrival);
            var next = Math.Max(before, now) + Volatile.Read(ref _emissionInterval);
            if (next - now > clock.TimestampFrequency)
                return false;
            if (Interlocked.CompareExchange(ref _theoreticalArrival, next, before) == before)
                return true;
        }
    }

    static long EmissionInterval(int perSecond, TimeProvider clock) => Math.Max(1, clock.TimestampFrequency / Math.Max(1, perSecond));
}
