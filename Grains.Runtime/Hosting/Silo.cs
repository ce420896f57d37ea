using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

// A host of grains: it brings calls to the silo that owns the grain, and to the activation there.
sealed class Silo : IRouter, ILocalSiloDetails
{
    // A call that finds its grain moving is sent on; one that never finds it is refused.
    const int MostForwards = 8;

    readonly IMembership _membership;
    readonly CancellationTokenSource _stopping = new();

    public Silo(
        IServiceProvider services, IMembership membership, TimeProvider clock, ILogger<Silo> log, IEnumerable<IIncomingGrainCallFilter> filters,
        IOptions<SiloMessagingOptions> messaging, IOptions<EndpointOptions> endpoint, IOptions<SiloOptions> options, IOptions<ClusterOptions> cluster)
    {
        _membership = membership;
        Services = services;
        Clock = clock;
        Log = log;
        Filters = [.. filters];
        MailboxLimit = messaging.Value.MaxEnqueuedRequestsHardLimit;
        Catalogue = new(this);
        Name = options.Value.SiloName;
        ClusterId = cluster.Value.ClusterId;
        // Seconds since 2020, so that a later life at the same place has a higher generation.
        var generation = (int)(clock.GetUtcNow() - new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds;
        SiloAddress = SiloAddress.New(endpoint.Value.AdvertisedIPAddress, endpoint.Value.SiloPort, generation);
    }

    public IServiceProvider Services { get; }

    public TimeProvider Clock { get; }

    public ILogger Log { get; }

    public IIncomingGrainCallFilter[] Filters { get; }

    public int MailboxLimit { get; }

    public Catalogue Catalogue { get; }

    public string Name { get; }

    public string ClusterId { get; }

    public SiloAddress SiloAddress { get; }

    public CancellationToken Stopping => _stopping.Token;

    public void Route(Call call)
    {
        call.SentAt = Clock.GetTimestamp();
        Place(call);
    }

    public void Forward(Call call)
    {
        if (++call.Forwards > MostForwards)
            call.Fail(new OrleansMessageRejectionException($"{call.Target} kept moving; the call had no effect."));
        else
            Place(call);
    }

    public void Start() => _membership.Join(this);

    // Finishes the turns that run, and gives every grain its last one.
    public async Task Stop(CancellationToken hurry)
    {
        _membership.Leave(this);
        await _stopping.CancelAsync();
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo stops.");
        while (Catalogue.All.ToList() is { Count: > 0 } left)
        {
            left.ForEach(a => a.Deactivate(reason, hurry));
            await Task.WhenAll(left.Select(a => a.Deactivated)).WaitAsync(hurry);
        }
    }

    void Place(Call call)
    {
        var owner = call.GrainClass.Workers > 0 && !_stopping.IsCancellationRequested
            ? SiloAddress
            : Rendezvous.Owner(call.Target, _membership.Live);
        if (owner is null)
            call.Fail(new SiloUnavailableException($"No silo runs; {call} had no effect."));
        else
            Catalogue.Deliver(call);
    }
}
