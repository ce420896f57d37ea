using Platform.Gateway.Affinity;
using Platform.Gateway.Budgets;
using Platform.Gateway.Refusals;
using Platform.Gateway.SignIn;
using Platform.Gateway.Silos;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.Forwarding;

/// <summary>Brings a request to a live silo, elsewhere where the first fails, and says what happened where none answers in time.</summary>
/// <remarks>Everything that arrives here may be sent twice: a reading changes nothing, and a change carries an idempotency key, its own or one
/// of ours, under which silos do it once. Bodies that are streams cannot be held and go by <see cref="StreamingForwarder"/>.</remarks>
sealed class SiloForwarder(
    SiloPool pool, SiloClient client, AdmissionControl places, RetryBudget budget, StreamingForwarder streams, GatewaySettings settings, TimeProvider clock)
{
    const string Key = "Idempotency-Key";
    const int MostTries = 5;
    static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    readonly long _patience = settings.TimeoutSeconds * 1_000L;
    // It cannot just now, and says so: another one perhaps can.
    readonly Func<SiloDestination, bool> _mayAskElsewhere = silo => pool.HasAlternativeTo(silo) && budget.TryWithdraw();

    /// <summary>Null where a silo answered, or where nobody is left to answer; otherwise the refusal to write.</summary>
    public async ValueTask<GatewayProblem?> Forward(HttpContext context, HostedTenant tenant, SignedIdentity who)
    {
        if (streams.Handles(context.Request.Path))
            return await streams.Forward(context, who);
        var end = Environment.TickCount64 + _patience;
        // Before a place is taken: whoever sends slowly holds up nobody.
        var (body, fault) = await Read(context);
        if (fault is not null || context.RequestAborted.IsCancellationRequested)
            return fault;
        var seat = places.TryAcquire(tenant.Share, clock.GetTimestamp());
        if (seat is Permit.None)
            return places.ExceedsFairShare(tenant.Share) ? GatewayProblem.OverBudget : GatewayProblem.Busy;
        // The place is one at the silo: a live page that stays open for hours has left it with the first byte of its answer.
        var left = 0;
        void Leave(long? delay)
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
                places.Release(tenant.Share, seat, delay, clock.GetTimestamp());
        }
        var sending = new ForwardAttempt(client, context, who, body, end, _patience, delay => Leave(delay));
        try
        {
            return await Send(sending, AffinityKey.Of(context.Request, tenant.Number, body));
        }
        finally
        {
            Leave(null);
        }
    }

    async ValueTask<(byte[]?, GatewayProblem?)> Read(HttpContext context)
    {
        var request = context.Request;
        if (!CrossSiteCheck.IsSafeMethod(request.Method) && request.Headers[Key].Count == 0)
            request.Headers[Key] = Guid.NewGuid().ToString("N");
        if (!RequestBuffering.HasBody(request))
            return default;
        using var reading = AttemptTimeout.Start(context.RequestAborted, default, _patience);
        try
        {
            return (await RequestBuffering.Read(request, reading.Token), null);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return (null, context.RequestAborted.IsCancellationRequested ? null : RequestBuffering.ProblemOf(e) ?? GatewayProblem.TooSlow);
        }
    }

    async ValueTask<GatewayProblem?> Send(ForwardAttempt sending, ulong? person)
    {
        budget.Deposit();
        SiloDestination? last = null;
        for (var tries = 1; ; tries++)
        {
            last = (tries == 1 && person is { } known ? pool.Nearest(known) : null) ?? pool.PickDestination(last);
            var ending = await sending.Send(last, tries < MostTries ? _mayAskElsewhere : null);
            switch (ending)
            {
                case ForwardOutcome.Responded or ForwardOutcome.ClientDisconnected:
                    return null;
                case ForwardOutcome.TimedOut:
                    return GatewayProblem.Late;
                // What never arrived costs nothing to send again: every silo may be tried.
                case ForwardOutcome.ConnectionRefused when tries < Math.Max(MostTries, pool.All.Count):
                    break;
                case ForwardOutcome.ConnectionRefused:
                    return GatewayProblem.NoSilo;
                case ForwardOutcome.ResponseLost when tries >= MostTries || !budget.TryWithdraw():
                    return GatewayProblem.Interrupted;
                // The first who is lost has lost only itself; where the next is lost too, all of them are in trouble.
                case ForwardOutcome.ResponseLost when tries > 1:
                case ForwardOutcome.Unavailable:
                    await Task.Delay(Breath * tries, clock);
                    break;
            }
        }
    }
}
