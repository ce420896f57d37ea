namespace Platform.Gateway.Budgets;

/// <summary>The places at the silos: half of them are kept, in equal parts, for the tenants that are active; half are there for whoever needs more.</summary>
/// <remarks>So one tenant's surge takes the shared half and no more, much less where its neighbours feel it (<see cref="NoisyNeighbourLimit"/>), and a tenant
/// alone has them all. How many there are follows <see cref="AdaptiveLimit"/>. No lock and no timer: whoever leaves when a tenth of a second has
/// passed, does the sum.</remarks>
sealed class AdmissionControl(GatewaySettings settings, TimeProvider clock)
{
    /// <summary>So many are never refused, however slow things are: the bursts of a quiet day.</summary>
    const int Least = 160;

    const int Enough = 30;

    // A tenant stands out that asks so many times as often as the others on average; this part of all places it has even then.
    const int TimesTheOthers = 4, PartOfAll = 128;

    readonly AdaptiveLimit _adapting = new(Math.Min(Least, settings.Concurrent), settings.Concurrent);
    readonly NoisyNeighbourLimit _surge = new();
    readonly TenantShare _all = new();
    readonly long _short = clock.TimestampFrequency / 10;
    Parts _parts = Divide(Math.Min(512, settings.Concurrent), 1);
    int _underWay, _shared, _mostAtOnce, _answers, _summing;
    int _active, _activeBefore = 1;
    long _delays, _since = clock.GetTimestamp();

    public int InFlight => Volatile.Read(ref _underWay);

    public int Limit => Volatile.Read(ref _parts).Limit;

    /// <summary>Takes a place for a request; what it gives is to be given to <see cref="Release"/>.</summary>
    public Permit TryAcquire(TenantShare tenant, long now)
    {
        Notice(tenant, now);
        var seat = Sit(tenant, tenant.Increment(), Volatile.Read(ref _parts));
        if (seat is Permit.None)
        {
            tenant.Decrement();
            return seat;
        }
        var underWay = Interlocked.Increment(ref _underWay);
        if (underWay > _mostAtOnce)
            _mostAtOnce = underWay;
        return seat;
    }

    /// <summary>Whether a tenant that finds no place has itself to thank: it has more than an equal part.</summary>
    public bool ExceedsFairShare(TenantShare tenant) => tenant.InFlight >= Limit / Active || Surges(tenant, tenant.InFlight + 1);

    /// <summary>Gives the place back.</summary>
    /// <param name="tenant">Whose request.</param>
    /// <param name="seat">The place.</param>
    /// <param name="delay">How long the silo took, in ticks of the clock; null where none answered.</param>
    /// <param name="now">Of the clock.</param>
    public void Release(TenantShare tenant, Permit seat, long? delay, long now)
    {
        if (seat is Permit.Shared)
            Interlocked.Decrement(ref _shared);
        tenant.Decrement();
        Interlocked.Decrement(ref _underWay);
        if (delay is not { } ticks)
            return;
        Interlocked.Add(ref _delays, ticks);
        var answers = Interlocked.Increment(ref _answers);
        if (now - Volatile.Read(ref _since) > (answers >= Enough ? _short : 10 * _short) && Interlocked.Exchange(ref _summing, 1) == 0)
        {
            Sum(now);
            Volatile.Write(ref _summing, 0);
        }
    }

    int Active => Math.Max(1, Math.Max(_active, _activeBefore));

    Permit Sit(TenantShare tenant, int taken, Parts parts)
    {
        if (Surges(tenant, taken))
            return Permit.None;
        if (taken <= parts.Own)
            return Permit.Reserved;
        if (Interlocked.Increment(ref _shared) <= parts.Shared)
            return Permit.Shared;
        Interlocked.Decrement(ref _shared);
        return Permit.None;
    }

    // It has more than its neighbours bear, and stands out among them by what it asks: whose requests wait for a lost silo has many under way
    // as well, and is no surge; nor is a town in a declared crisis, whose neighbours have their own half all the same.
    bool Surges(TenantShare tenant, int taken) =>
        taken > _surge.Value && !tenant.InCrisis && (long)tenant.RecentRequests * (Active - 1) > TimesTheOthers * (long)(_all.RecentRequests - tenant.RecentRequests);

    void Sum(long now)
    {
        var time = (double)(now - _since) / clock.TimestampFrequency;
        var (answers, delays) = (Interlocked.Exchange(ref _answers, 0), Interlocked.Exchange(ref _delays, 0));
        var most = Interlocked.Exchange(ref _mostAtOnce, InFlight);
        Volatile.Write(ref _since, now);
        if (answers >= Enough)
        {
            var delay = (double)delays / answers / clock.TimestampFrequency;
            _adapting.Update((double)now / clock.TimestampFrequency, new(delay, answers / time, most));
            _surge.Update(delay, Limit / PartOfAll, Limit);
        }
        Volatile.Write(ref _parts, Divide(_adapting.Value, Active));
    }

    // Active is who asked in this second or the one before.
    void Notice(TenantShare tenant, long time)
    {
        var second = time / clock.TimestampFrequency;
        if (_all.CountRequest(second))
        {
            var active = Interlocked.Exchange(ref _active, 0);
            _activeBefore = _all.PreviousSecondRequests > 0 ? active : 1;
            Volatile.Write(ref _parts, Divide(_adapting.Value, _activeBefore));
        }
        if (!tenant.CountRequest(second))
            return;
        var now = Interlocked.Increment(ref _active);
        if (now > _activeBefore)
            Volatile.Write(ref _parts, Divide(_adapting.Value, now));
    }

    static Parts Divide(int limit, int active) => new(limit, Math.Max(1, limit / 2 / Math.Max(1, active)), limit - (limit / 2));

    sealed record Parts(int Limit, int Own, int Shared);
}
