using Platform.Gateway.Affinity;
using Platform.Gateway.Budgets;
using Platform.Gateway.Refusals;
using Platform.Gateway.SignIn;
using Platform.Gateway.Silos;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.Forwarding;

/// <summary>Brings a request to a live silo, elsewhere where the first fails, and says what happened where none answers in time.</summary>
/// <remarks>Everything that arrives here may be sent twice: a reading changes nothing, and a change carries an idempotency key, its own or one
/// of ours, under which silos do it once. Bodies that are streams cannot be held and go by <see cref="Streams"/>.</remarks>
sealed class SiloForwarder(
    SiloPool pool, SiloClient client, Places places, RetryBudget budget, Streams streams, GatewaySettings settings, TimeProvider clock)
{
    const string Key = "Idempotency-Key";
    const int MostTries = 5;
    static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    readonly long _patience = settings.TimeoutSeconds * 1_000L;
    // It cannot just now, and says so: another one perhaps can.
    readonly Func<LiveSilo, bool> _mayAskElsewhere = silo => pool.HasOtherThan(silo) && budget.TrySpend();

    /// <summary>Null where a silo answered, or where nobody is left to answer; otherwise the refusal to write.</summary>
    public async ValueTask<EdgeRefusal?> Forward(HttpContext context, HostedTenant tenant, Vouched who)
    {
        if (streams.Take(context.Request.Path))
            return await streams.Forward(context, who);
        var end = Environment.TickCount64 + _patience;
        // Before a place is taken: whoever sends slowly holds up nobody.
        var (body, fault) = await Read(context);
        if (fault is not null || context.RequestAborted.IsCancellationRequested)
            return fault;
        var seat = places.Enter(tenant.Share, clock.GetTimestamp());
        if (seat is Seat.None)
            return places.HasItsPart(tenant.Share) ? EdgeRefusal.OverBudget : EdgeRefusal.Busy;
        // The place is one at the silo: a live page that stays open for hours has left it with the first byte of its answer.
        var left = 0;
        void Leave(long? delay)
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
                places.Leave(tenant.Share, seat, delay, clock.GetTimestamp());
        }
        var sending = new Sending(client, context, who, body, end, _patience, delay => Leave(delay));
        try
        {
            return await Send(sending, PersonMark.Of(context.Request, tenant.Number, body));
        }
        finally
        {
            Leave(null);
        }
    }

    async ValueTask<(byte[]?, EdgeRefusal?)> Read(HttpContext context)
    {
        var request = context.Request;
        if (!CrossSite.IsSafe(request.Method) && request.Headers[Key].Count == 0)
            request.Headers[Key] = Guid.NewGuid().ToString("N");
        if (!Body.Is(request))
            return default;
        using var reading = Attempt.Begin(context.RequestAborted, default, _patience);
        try
        {
            return (await Body.Read(request, reading.Token), null);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return (null, context.RequestAborted.IsCancellationRequested ? null : Body.Fault(e) ?? EdgeRefusal.TooSlow);
        }
    }

    async ValueTask<EdgeRefusal?> Send(Sending sending, ulong? person)
    {
        budget.Earn();
        LiveSilo? last = null;
        for (var tries = 1; ; tries++)
        {
            last = (tries == 1 && person is { } known ? pool.Nearest(known) : null) ?? pool.Next(last);
            var ending = await sending.Try(last, tries < MostTries ? _mayAskElsewhere : null);
            switch (ending)
            {
                case Ending.Answered or Ending.Gone:
                    return null;
                case Ending.Late:
                    return EdgeRefusal.Late;
                // What never arrived costs nothing to send again: every silo may be tried.
                case Ending.Refused when tries < Math.Max(MostTries, pool.All.Count):
                    break;
                case Ending.Refused:
                    return EdgeRefusal.NoSilo;
                case Ending.Lost when tries >= MostTries || !budget.TrySpend():
                    return EdgeRefusal.Interrupted;
                // The first who is lost has lost only itself; where the next is lost too, all of them are in trouble.
                case Ending.Lost when tries > 1:
                case Ending.Unwell:
                    await Task.Delay(Breath * tries, clock);
                    break;
            }
        }
    }
}
