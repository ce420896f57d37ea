using Platform.Gateway.Admission;
using Platform.Gateway.Configuration;
using Platform.Gateway.Destinations;
using Platform.Gateway.Identity;
using Platform.Gateway.Problems;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.Forwarding;

/// <summary>Forwards a request to a healthy silo, retries it at another one where the first fails, and gives the problem where none responds in time.</summary>
/// <remarks>Every buffered request may be retried: a safe method changes nothing, and a change carries an idempotency key, the client's or one
/// that is set here, under which silos apply it once. Bodies that are streams cannot be buffered and go by <see cref="StreamingForwarder"/>.</remarks>
sealed class SiloForwarder(
    SiloPool pool, SiloClient client, AdmissionControl admission, RetryBudget retryBudget, StreamingForwarder streaming, GatewaySettings settings,
    TimeProvider clock)
{
    const int MostAttempts = 5;
    static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    readonly long _timeoutMilliseconds = settings.TimeoutSeconds * 1_000L;
    // A silo that is unavailable for now: another one may serve.
    readonly Func<SiloDestination, bool> _mayRetryUnavailable = silo => pool.HasAlternativeTo(silo) && retryBudget.TryWithdraw();

    /// <summary>Null where a silo responded or the client disconnected; otherwise the problem to write.</summary>
    /// <param name="context">Of the client.</param>
    /// <param name="tenant">Whose host was asked.</param>
    /// <param name="caller">Authenticated.</param>
    /// <param name="body">Buffered, or null.</param>
    /// <param name="streams">The body is relayed as it comes.</param>
    public async ValueTask<GatewayProblem?> Forward(HttpContext context, HostedTenant tenant, SignedIdentity caller, byte[]? body, bool streams)
    {
        var transformer = new SiloRequestTransformer(caller, streams ? default(ReadOnlyMemory<byte>?) : body ?? ReadOnlyMemory<byte>.Empty);
        if (streams)
            return await streaming.Forward(context, transformer);
        var deadline = Environment.TickCount64 + _timeoutMilliseconds;
        var permit = admission.TryAcquire(tenant.Share, clock.GetTimestamp());
        if (permit is Permit.None)
            return admission.ExceedsFairShare(tenant.Share) ? GatewayProblem.OverBudget : GatewayProblem.Busy;
        // Released with the first byte of the response: an event stream that stays open for hours holds no permit.
        var released = 0;
        void Release(long? latency)
        {
            if (Interlocked.Exchange(ref released, 1) == 0)
                admission.Release(tenant.Share, permit, latency, clock.GetTimestamp());
        }
        var attempt = new ForwardAttempt(client, context, transformer, body, deadline, _timeoutMilliseconds, latency => Release(latency));
        try
        {
            return await SendWithRetries(attempt, AffinityKey.Of(context.Request, tenant.AffinitySeed, body));
        }
        finally
        {
            Release(null);
        }
    }

    async ValueTask<GatewayProblem?> SendWithRetries(ForwardAttempt attempt, ulong? affinityKey)
    {
        retryBudget.Deposit();
        SiloDestination? silo = null;
        for (var attempts = 1; ; attempts++)
        {
            silo = (attempts == 1 && affinityKey is { } key ? pool.PickByAffinity(key) : null) ?? pool.PickDestination(silo);
            switch (await attempt.Send(silo, attempts < MostAttempts ? _mayRetryUnavailable : null))
            {
                case ForwardOutcome.Responded or ForwardOutcome.ClientDisconnected:
                    return null;
                case ForwardOutcome.TimedOut:
                    return GatewayProblem.Late;
                // A request that never arrived costs no silo anything to repeat: each may be tried.
                case ForwardOutcome.ConnectionRefused when attempts < Math.Max(MostAttempts, pool.All.Count):
                    break;
                case ForwardOutcome.ConnectionRefused:
                    return GatewayProblem.NoSilo;
                case ForwardOutcome.ResponseLost when attempts >= MostAttempts || !retryBudget.TryWithdraw():
                    return GatewayProblem.Interrupted;
                // One silo that fails is retried at another at once; where the second fails too, all are in trouble.
                case ForwardOutcome.ResponseLost when attempts > 1:
                case ForwardOutcome.Unavailable:
                    await Task.Delay(RetryDelay * attempts, clock);
                    break;
            }
        }
    }
}
