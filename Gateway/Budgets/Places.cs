namespace Platform.Gateway.Budgets;

/// <summary>The places at the silos: half of them are kept, in equal parts, for the tenants that are active; half are there for whoever needs more.</summary>
/// <remarks>So one tenant's surge takes the shared half and no more, much less where its neighbours feel it (<see cref="Surge"/>), and a tenant
/// alone has them all. How many there are follows <see cref="AdaptiveLimit"/>. No lock and no timer: whoever leaves when a tenth of a second has
/// passed, does the sum.</remarks>
sealed class Places(GatewaySettings settings, TimeProvider clock)
{
    /// <summary>So many are never refused, however slow things are: the bursts of a quiet day.</summary>
    const int Least = 160;

    const int Enough = 30;

    // A tenant stands out that asks so many times as often as the others on average; this part of all places it has even then.
    const int TimesTheOthers = 4, PartOfAll = 128;

    readonly AdaptiveLimit _adapting = new(Math.Min(Least, settings.Concurrent), settings.Concurrent);
    readonly Surge _surge = new();
    readonly Share _all = new();
    readonly long _short = clock.TimestampFrequency / 10;
    Parts _parts = Divide(Math.Min(512, settings.Concurrent), 1);
    int _underWay, _shared, _mostAtOnce, _answers, _summing;
    int _active, _activeBefore = 1;
    long _delays, _since = clock.GetTimestamp();

    public int UnderWay => Volatile.Read(ref _underWay);

    public int Limit => Volatile.Read(ref _parts).Limit;

    /// <summary>Takes a place for a request; what it gives is to be given to <see cref="Leave"/>.</summary>
    public Seat Enter(Share tenant, long now)
    {
        Notice(tenant, now);
        var seat = Sit(tenant, tenant.Take(), Volatile.Read(ref _parts));
        if (seat is Seat.None)
        {
            tenant.GiveBack();
            return seat;
        }
        var underWay = Interlocked.Increment(ref _underWay);
        if (underWay > _mostAtOnce)
            _mostAtOnce = underWay;
        return seat;
    }

    /// <summary>Whether a tenant that finds no place has itself to thank: it has more than an equal part.</summary>
    public bool HasItsPart(Share tenant) => tenant.Taken >= Limit / Active || Surges(tenant, tenant.Taken + 1);

    /// <summary>Gives the place back.</summary>
    /// <param name="tenant">Whose request.</param>
    /// <param name="seat">The place.</param>
    /// <param name="delay">How long the silo took, in ticks of the clock; null where none answered.</param>
    /// <param name="now">Of the clock.</param>
    public void Leave(Share tenant, Seat seat, long? delay, long now)
    {
        if (seat is Seat.Shared)
            Interlocked.Decrement(ref _shared);
        tenant.GiveBack();
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

    Seat Sit(Share tenant, int taken, Parts parts)
    {
        if (Surges(tenant, taken))
            return Seat.None;
        if (taken <= parts.Own)
            return Seat.Own;
        if (Interlocked.Increment(ref _shared) <= parts.Shared)
            return Seat.Shared;
        Interlocked.Decrement(ref _shared);
        return Seat.None;
    }

    // It has more than its neighbours bear, and stands out among them by what it asks: whose requests wait for a lost silo has many under way
    // as well, and is no surge; nor is a town in a declared crisis, whose neighbours have their own half all the same.
    bool Surges(Share tenant, int taken) =>
        taken > _surge.Value && !tenant.InCrisis && (long)tenant.Asked * (Active - 1) > TimesTheOthers * (long)(_all.Asked - tenant.Asked);

    void Sum(long now)
    {
        var time = (double)(now - _since) / clock.TimestampFrequency;
        var (answers, delays) = (Interlocked.Exchange(ref _answers, 0), Interlocked.Exchange(ref _delays, 0));
        var most = Interlocked.Exchange(ref _mostAtOnce, UnderWay);
        Volatile.Write(ref _since, now);
        if (answers >= Enough)
        {
            var delay = (double)delays / answers / clock.TimestampFrequency;
            _adapting.Learn((double)now / clock.TimestampFrequency, new(delay, answers / time, most));
            _surge.Learn(delay, Limit / PartOfAll, Limit);
        }
        Volatile.Write(ref _parts, Divide(_adapting.Value, Active));
    }

    // Active is who asked in this second or the one before.
    void Notice(Share tenant, long time)
    {
        var second = time / clock.TimestampFrequency;
        if (_all.Ask(second))
        {
            var active = Interlocked.Exchange(ref _active, 0);
            _activeBefore = _all.AskedBefore > 0 ? active : 1;
            Volatile.Write(ref _parts, Divide(_adapting.Value, _activeBefore));
        }
        if (!tenant.Ask(second))
            return;
        var now = Interlocked.Increment(ref _active);
        if (now > _activeBefore)
            Volatile.Write(ref _parts, Divide(_adapting.Value, now));
    }

    static Parts Divide(int limit, int active) => new(limit, Math.Max(1, limit / 2 / Math.Max(1, active)), limit - (limit / 2));

    sealed record Parts(int Limit, int Own, int Shared);
}
