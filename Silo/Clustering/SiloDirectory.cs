using System.Collections.Immutable;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Platform.Gateway.Contracts;

namespace Platform.Silo.Clustering;

/// <summary>The silos by Orleans' membership, which also carries the HTTP address of each.</summary>
sealed class SiloDirectory : BackgroundService, ISiloDirectory
{
    // Gateways that long-poll this silo hear at once; the others ask each for its health once a second.
    static readonly TimeSpan DrainNotice = TimeSpan.FromMilliseconds(1_300);

    readonly IClusterMembershipService _membership;
    readonly ILocalSiloDetails _local;
    readonly IGrainFactory _grains;
    readonly IServer _server;
    readonly IConfiguration _configuration;
    readonly IHostApplicationLifetime _lifetime;
    readonly LostSiloDetector _detector;
    volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile SiloList _list = new(0, []);
    volatile bool _draining;

    public SiloDirectory(
        IClusterMembershipService membership, ILocalSiloDetails local, IClusterClient grains, IServer server,
        IConfiguration configuration, IHostApplicationLifetime lifetime, LostSiloDetector detector)
    {
        (_membership, _local, _grains) = (membership, local, grains);
        (_server, _configuration, _lifetime, _detector) = (server, configuration, lifetime, detector);
        lifetime.ApplicationStarted.Register(Update);
    }

    public string? Trouble => _membership.CurrentSnapshot.GetSiloStatus(_local.SiloAddress) switch
    {
        SiloStatus.Active => null,
        SiloStatus.ShuttingDown or SiloStatus.Stopping or SiloStatus.Dead => "The silo is leaving the cluster.",
        _ => "The silo has not joined the cluster yet.",
    };

    public SiloList List() => _list;

    public long MembershipVersion => _membership.CurrentSnapshot.Version.Value;

    public async Task WaitForChange(long after, TimeSpan timeout, CancellationToken cancellation)
    {
        var next = _next;
        if (_list.Version == after)
            await next.Task.WaitAsync(timeout, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task NextChange(TimeSpan timeout) => _next.Task.WaitAsync(timeout).ContinueWith(static _ => { }, TaskScheduler.Default);

    public void LookForLostSilos() => _detector.Look();

    public void BeginDrain()
    {
        _draining = true;
        Update();
        if (_list.Silos.Any(silo => !silo.Draining))
            Thread.Sleep(DrainNotice);
    }

    public async Task<bool> Drain(string name, CancellationToken cancellation)
    {
        if (name == SiloIdentity.Parse(_local.Name).Name)
        {
            _lifetime.StopApplication();
            return true;
        }
        foreach (var silo in _membership.CurrentSnapshot.Members.Values)
            if (SiloIdentity.Parse(silo.Name).Name == name && silo.Status is SiloStatus.Active)
            {
                await _grains.CallSilo(silo.SiloAddress, static target => target.Drain()).WaitAsync(cancellation);
                return true;
            }
        return false;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in _membership.MembershipUpdates.WithCancellation(stoppingToken))
            Update();
    }

    void Update()
    {
        var silos = ImmutableArray.CreateBuilder<SiloEntry>();
        foreach (var silo in _membership.CurrentSnapshot.Members.Values)
        {
            if (silo.Status is not (SiloStatus.Active or SiloStatus.ShuttingDown))
                continue;
            var (name, address) = SiloIdentity.Parse(silo.Name);
            if (silo.SiloAddress.Equals(_local.SiloAddress))
            {
                // Known to others only once the web server listens.
                if (_lifetime.ApplicationStarted.IsCancellationRequested)
                    silos.Add(new(name, SiloIdentity.Address(_configuration, _server.Features.Get<IServerAddressesFeature>()), _draining));
            }
            else if (address.Length > 0)
                silos.Add(new(name, address, silo.Status is SiloStatus.ShuttingDown));
        }
        silos.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name));
        _list = new(Digest(silos), silos.ToImmutable());
        Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    static long Digest(IReadOnlyList<SiloEntry> silos)
    {
        // FNV-1a: the same in every process, unlike string.GetHashCode.
        var digest = 14_695_981_039_346_656_037UL;
        foreach (var silo in silos)
            foreach (var letter in $"{silo.Name} {silo.Address} {silo.Draining};")
                digest = (digest ^ letter) * 1_099_511_628_211UL;
        return (long)(digest & long.MaxValue);
    }
}
