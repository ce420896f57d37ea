using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

// A host of grains: it brings calls to the silo that owns the grain, and to the activation there.
sealed class Silo : IRouter, ILocalSiloDetails
{
    // A call that finds its grain moving is sent on; one that never finds it is refused.
    const int MostForwards = 8;
    static readonly DeactivationReason Moved = new(DeactivationReasonCode.Migrating, "Another silo owns the grain now.");

    readonly IMembership _membership;
    readonly ILink? _link;
    readonly TimeSpan _patience;
    readonly Sweeper _sweeper;
    readonly CancellationTokenSource _stopping = new();
    Messenger? _messenger;
    bool _killed;

    public Silo(
        IServiceProvider services, IMembership membership, TimeProvider clock, ILogger<Silo> log, IEnumerable<IIncomingGrainCallFilter> filters,
        IOptions<SiloMessagingOptions> messaging, IOptions<GrainCollectionOptions> collection, IOptions<EndpointOptions> endpoint,
        IOptions<SiloOptions> options, IOptions<ClusterOptions> cluster, ILink? link = null)
    {
        _membership = membership;
        _link = link;
        _patience = messaging.Value.ResponseTimeout;
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
        _sweeper = new(this, collection.Value, _patience);
    }

    public IServiceProvider Services { get; }
    public TimeProvider Clock { get; }
    public ILogger Log { get; }
    public IIncomingGrainCallFilter[] Filters { get; }
    public int MailboxLimit { get; }
    public Catalogue Catalogue { get; }
    public string Name { get; }
    public string ClusterId { get; }
    public SiloAddress SiloAddress { get; private set; }
    public bool Serves => _membership.Serves;
    public CancellationToken Stopping => _stopping.Token;

    public void Route(Call call)
    {
        if (call.SentAt == 0)
            call.SentAt = Clock.GetTimestamp();
        // Silos that have not heard the same yet send it to and fro, ever more slowly, until they have.
        if (call.Forwards > 2)
            _ = PlaceLater(call, Task.Delay(10 * call.Forwards));
        else
            Place(call);
    }

    public void Forward(Call call)
    {
        call.Forwards++;
        Place(call);
    }

    public void Start()
    {
        _membership.Changed += GiveUpShare;
        _membership.Join(this);
        _sweeper.Start();
    }

    // A life at that address begins. What an earlier one held is abandoned, for it may be another silo's by now.
    public void Begin(SiloAddress address)
    {
        Abandon();
        SiloAddress = address;
        _messenger = _link is null ? null : new(_link, address, this, Clock, _patience);
        _messenger?.Connect();
    }

    // Finishes the turns that run, and gives every grain its last one.
    public async Task Stop(CancellationToken hurry)
    {
        if (_killed) return;
        _membership.Changed -= GiveUpShare;
        await _membership.Leave(SiloAddress);
        await _stopping.CancelAsync();
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo stops.");
        while (Catalogue.All.ToList() is { Count: > 0 } left)
        {
            left.ForEach(a => a.Deactivate(reason, hurry));
            await Task.WhenAll(left.Select(a => a.Deactivated)).WaitAsync(hurry);
        }
        _sweeper.Dispose();
        // What still came for grains that left is sent on, and its answers sent back.
        for (var quiet = 0; _messenger is not null && quiet < 3 && !hurry.IsCancellationRequested; quiet = _messenger.IsQuiet ? quiet + 1 : 0)
            await Task.Delay(10, CancellationToken.None);
        _messenger?.Dispose();
        _membership.Gone(SiloAddress);
    }

    // As a process that is killed: nothing is finished, and nobody is told.
    public void Kill()
    {
        _killed = true;
        _membership.Changed -= GiveUpShare;
        _ = _membership.Leave(SiloAddress);
        _sweeper.Dispose();
        Abandon();
    }

    void Abandon()
    {
        _messenger?.Dispose();
        foreach (var activation in Catalogue.All.ToList())
            activation.Abandon();
    }

    public void FailSentBefore(long moment) => _messenger?.FailSentBefore(moment);
    public void Collect(TimeSpan age) => _sweeper.Collect(age);
    public void Watch(Mailbox mailbox) => _sweeper.Watch(mailbox);

    // Grains that another silo owns now finish their turn, leave, and wake up there.
    public void GiveUpShare()
    {
        // Where this silo may not act, whatever its grains still do is not answered: who waits for it asks elsewhere, now.
        foreach (var activation in Serves ? [] : Catalogue.All)
            foreach (var call in activation.Mailbox.SentBefore(long.MaxValue)) call.Fail(activation.NotHeard);
        var live = _membership.Live;
        if (live.IsEmpty || live is [var only] && only.Equals(SiloAddress)) return;
        foreach (var activation in Catalogue.All.Where(a => !SiloAddress.Equals(Owner(a.GrainClass, a.GrainId, live))))
            activation.Deactivate(Moved);
    }

    async Task PlaceLater(Call call, Task moment)
    {
        await moment.WaitAsync(_patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (moment.IsCompleted)
            Place(call);
        else
            call.FailLate(_patience);
    }

    void Place(Call call)
    {
        var live = _membership.Live;
        var owner = Owner(call.GrainClass, call.Target, live);
        if (call.Forwards > MostForwards)
            call.Fail(new SiloUnavailableException($"{call.Target} kept moving; {call} had no effect."));
        else if (owner is null)
            call.Fail(new SiloUnavailableException($"No silo runs; {call} had no effect."));
        else if (owner.Equals(SiloAddress) && _membership.Settled is { IsCompleted: false } settled)
            _ = PlaceLater(call, settled);
        else if (owner.Equals(SiloAddress))
        {
            var activation = Catalogue.Deliver(call);
            // Other silos were told of meanwhile: one of them may have owned the grain in between, and what is remembered here is from before.
            if (live != _membership.Live)
                activation.Deactivate(Moved);
        }
        else if (_messenger is null)
            call.Fail(new SiloUnavailableException($"Silo {owner} does not live; {call} had no effect."));
        else
            _messenger.Send(owner, call);
    }

    SiloAddress? Owner(GrainClass grainClass, GrainId grain, ImmutableArray<SiloAddress> live) =>
        grainClass.IsPinned ? SiloAddress.FromParsableString(grain.Key.ToString())
        : grainClass.Workers > 0 && live.Contains(SiloAddress) ? SiloAddress
        : Rendezvous.Owner(grain, live);
}
