namespace Platform.Gateway.Budgets;

/// <summary>What a tenant may take: so many requests a second, with one second's worth at once, and so many under way.</summary>
/// <remarks>The rate is the generic cell rate algorithm (ITU-T I.371): one number, moved by compare-and-swap, no lock and no timer.</remarks>
sealed class TenantRateLimit(int perSecond, int concurrent, TimeProvider clock)
{
    long _interval = Interval(perSecond, clock);
    int _concurrent = concurrent;
    int _underWay;
    long _next = long.MinValue;

    public int InFlight => Volatile.Read(ref _underWay);

    /// <summary>Takes a place; where it answers true, <see cref="Release"/> must follow.</summary>
    public bool TryAcquire()
    {
        if (Interlocked.Increment(ref _underWay) <= Volatile.Read(ref _concurrent) && TryCharge())
            return true;
        Interlocked.Decrement(ref _underWay);
        return false;
    }

    public void Release() => Interlocked.Decrement(ref _underWay);

    /// <summary>The same account under other limits.</summary>
    public TenantRateLimit UpdateLimits(int perSecond, int concurrent)
    {
        Volatile.Write(ref _interval, Interval(perSecond, clock));
        Volatile.Write(ref _concurrent, concurrent);
        return this;
    }

    bool TryCharge()
    {
        var now = clock.GetTimestamp();
        while (true)
        {
            var held = Volatile.Read(ref _next);
            var next = Math.Max(held, now) + Volatile.Read(ref _interval);
            if (next - now > clock.TimestampFrequency)
                return false;
            if (Interlocked.CompareExchange(ref _next, next, held) == held)
                return true;
        }
    }

    static long Interval(int perSecond, TimeProvider clock)
    {
        return Math.Max(1, clock.TimestampFrequency / Math.Max(1, perSecond));
    }
}
