using Platform.Gateway.Configuration;

namespace Platform.Gateway.Admission;

/// <summary>Admits requests to the silos: half of the permits are reserved, in equal parts, for the active tenants; half are shared.</summary>
/// <remarks>So a surge of one tenant takes the shared half and no more, much less where its neighbours feel it
/// (<see cref="NoisyNeighbourLimit"/>), and a tenant alone has all permits. Their number follows <see cref="AdaptiveLimit"/>. No lock and no
/// timer: the first release after a tenth of a second recalculates.</remarks>
sealed class AdmissionControl(GatewaySettings settings, TimeProvider clock)
{
    /// <summary>So many are never refused, however high the latency: the bursts of a quiet day.</summary>
    const int LeastPermits = 160;

    const int LeastResponses = 30;

    // A tenant is noisy that sends so many times as many requests as the others on average; this fraction of all permits it has even then.
    const int NoisyRatio = 4, LeastNoisyFraction = 128;

    readonly AdaptiveLimit _adaptiveLimit = new(Math.Min(LeastPermits, settings.Concurrent), settings.Concurrent);
    readonly NoisyNeighbourLimit _noisyLimit = new();
    readonly TenantShare _all = new();
    readonly long _interval = clock.TimestampFrequency / 10;
    Quotas _quotas = Divide(Math.Min(512, settings.Concurrent), 1);
    int _inFlight, _shared, _peakInFlight, _responses, _recalculating;
    int _activeTenants, _previousActiveTenants = 1;
    long _totalLatency, _since = clock.GetTimestamp();

    public int InFlight => Volatile.Read(ref _inFlight);

    public int Limit => Volatile.Read(ref _quotas).Limit;

    /// <summary>Admits a request or not; a permit is to be given back to <see cref="Release"/>.</summary>
    public Permit TryAcquire(TenantShare tenant, long now)
    {
        CountRequest(tenant, now);
        var permit = Assign(tenant, tenant.Increment(), Volatile.Read(ref _quotas));
        if (permit is Permit.None)
        {
            tenant.Decrement();
            return permit;
        }
        var inFlight = Interlocked.Increment(ref _inFlight);
        if (inFlight > _peakInFlight)
            _peakInFlight = inFlight;
        return permit;
    }

    /// <summary>Whether a tenant that gets no permit is over its own share (429), or the platform is full (503).</summary>
    public bool ExceedsFairShare(TenantShare tenant) => tenant.InFlight >= Limit / ActiveTenants || IsNoisy(tenant, tenant.InFlight + 1);

    /// <summary>Gives a permit back.</summary>
    /// <param name="tenant">Whose request.</param>
    /// <param name="permit">As acquired.</param>
    /// <param name="latency">Of the silo's response, in ticks of the clock; null where there was none.</param>
    /// <param name="now">Of the clock.</param>
    public void Release(TenantShare tenant, Permit permit, long? latency, long now)
    {
        if (permit is Permit.Shared)
            Interlocked.Decrement(ref _shared);
        tenant.Decrement();
        Interlocked.Decrement(ref _inFlight);
        if (latency is not { } ticks)
            return;
        Interlocked.Add(ref _totalLatency, ticks);
        var responses = Interlocked.Increment(ref _responses);
        if (now - Volatile.Read(ref _since) > (responses >= LeastResponses ? _interval : 10 * _interval) && Interlocked.Exchange(ref _recalculating, 1) == 0)
        {
            Recalculate(now);
            Volatile.Write(ref _recalculating, 0);
        }
    }

    int ActiveTenants => Math.Max(1, Math.Max(_activeTenants, _previousActiveTenants));

    Permit Assign(TenantShare tenant, int inFlight, Quotas quotas)
    {
        if (IsNoisy(tenant, inFlight))
            return Permit.None;
        if (inFlight <= quotas.PerTenant)
            return Permit.Reserved;
        if (Interlocked.Increment(ref _shared) <= quotas.Shared)
            return Permit.Shared;
        Interlocked.Decrement(ref _shared);
        return Permit.None;
    }

    // By the requests it sends and not by those in flight alone: when a silo is lost, somebody's requests wait for it, and that is no surge.
    // Nor is a tenant in a declared crisis noisy: its neighbours have their reserved half all the same.
    bool IsNoisy(TenantShare tenant, int inFlight) =>
        inFlight > _noisyLimit.Value && !tenant.InCrisis
        && (long)tenant.RecentRequests * (ActiveTenants - 1) > NoisyRatio * (long)(_all.RecentRequests - tenant.RecentRequests);

    void Recalculate(long now)
    {
        var seconds = (double)(now - _since) / clock.TimestampFrequency;
        var (responses, totalLatency) = (Interlocked.Exchange(ref _responses, 0), Interlocked.Exchange(ref _totalLatency, 0));
        var peak = Interlocked.Exchange(ref _peakInFlight, InFlight);
        Volatile.Write(ref _since, now);
        if (responses >= LeastResponses)
        {
            var latency = (double)totalLatency / responses / clock.TimestampFrequency;
            _adaptiveLimit.Update((double)now / clock.TimestampFrequency, new(latency, responses / seconds, peak));
            _noisyLimit.Update(latency, Limit / LeastNoisyFraction, Limit);
        }
        Volatile.Write(ref _quotas, Divide(_adaptiveLimit.Value, ActiveTenants));
    }

    // A tenant is active that sent a request in this second or the one before.
    void CountRequest(TenantShare tenant, long now)
    {
        var second = now / clock.TimestampFrequency;
        if (_all.CountRequest(second))
        {
            var active = Interlocked.Exchange(ref _activeTenants, 0);
            _previousActiveTenants = _all.PreviousSecondRequests > 0 ? active : 1;
            Volatile.Write(ref _quotas, Divide(_adaptiveLimit.Value, _previousActiveTenants));
        }
        if (!tenant.CountRequest(second))
            return;
        var activeNow = Interlocked.Increment(ref _activeTenants);
        if (activeNow > _previousActiveTenants)
            Volatile.Write(ref _quotas, Divide(_adaptiveLimit.Value, activeNow));
    }

    static Quotas Divide(int limit, int activeTenants) => new(limit, Math.Max(1, limit / 2 / Math.Max(1, activeTenants)), limit - (limit / 2));

    sealed record Quotas(int Limit, int PerTenant, int Shared);
}
