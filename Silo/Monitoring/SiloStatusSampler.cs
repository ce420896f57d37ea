using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Platform.Gateway.Contracts;
using Platform.Gateway.Contracts.Operations;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Silo.Clustering;
using Platform.Silo.Projections;
using Platform.Silo.Tenants;
using Platform.Storage.Journal;
using Platform.Web.Telemetry;

namespace Platform.Silo.Monitoring;

/// <summary>Puts the figures of this silo together from what its parts count.</summary>
sealed class SiloStatusSampler(
    RequestCounters requests, AppendCounters appends, IJournalStore store, JournalHealth journal, HotGrains hot, ProjectionHost following, TenantCache tenants,
    IDeadLetterStore letters, ISiloDirectory silos, IServer server, IConfiguration configuration, IHostApplicationLifetime life, TimeProvider clock) : IDisposable
{
    const int Hottest = 20;
    static readonly TimeSpan Lateness = TimeSpan.FromSeconds(5);
    static readonly string Version = Assembly.GetEntryAssembly()?.GetName().Version?.ToString(3) ?? "0";

    readonly string _name = SiloIdentity.Name(configuration);
    readonly DateTimeOffset _since = clock.GetUtcNow();
    readonly SlidingWindow<TenantId> _window = new();
    readonly Residence _residents = new();
    (long At, long Contacts, long Appends, long Batches, double Seconds, TimeSpan Cpu) _before = (clock.GetTimestamp(), 0, 0, 0, 0, Environment.CpuUsage.TotalTime);

    /// <summary>As they were a second ago at most; null before the first time.</summary>
    public NodeStatus? Latest { get; private set; }

    /// <summary>Dead letters that wait.</summary>
    public long Letters { get; private set; }

    /// <summary>Takes the figures of the time since the last taking. Called by one at a time.</summary>
    public async Task<NodeStatus> Take(CancellationToken cancellation)
    {
        var now = (At: clock.GetTimestamp(), appends.Contacts, appends.Appends, appends.Batches, appends.Seconds, Cpu: Environment.CpuUsage.TotalTime);
        var (before, since) = (_before, clock.GetElapsedTime(_before.At, now.At));
        _before = now;
        double Rate(double count) => Math.Round(count / Math.Max(0.001, since.TotalSeconds), 3);
        _window.Add(requests.Read());
        var (second, tenSeconds) = (_window.LastWhole, _window.Whole);
        var batches = now.Batches - before.Batches;
        var (late, waiting) = await Late(cancellation);
        Letters = waiting;
        return Latest = new(_name, NodeKinds.Silo, State(), clock.GetUtcNow(), _since, Version)
        {
            Address = SiloIdentity.Address(configuration, server.Features.Get<IServerAddressesFeature>()),
            Cpu = Rate((now.Cpu - before.Cpu).TotalSeconds), MemoryBytes = Environment.WorkingSet,
            Activations = _residents.Count, MailboxDepth = requests.UnderWay, JournalQueue = store.Waiting,
            PerSecond = Rate(second.Answered), ContactsPerSecond = Rate(now.Contacts - before.Contacts),
            P50Ms = tenSeconds.Delays.PercentileMs(0.5), P99Ms = tenSeconds.Delays.PercentileMs(0.99),
            Shed = Rate(second.Shed), Failed = Rate(second.Statuses[5]),
            AppendBatch = batches == 0 ? 0 : Math.Round((double)(now.Appends - before.Appends) / batches, 1),
            CommitMs = batches == 0 ? 0 : Math.Round((now.Seconds - before.Seconds) * 1000 / batches, 3),
            FollowerLag = following.Here.ToDictionary(follower => follower.Name, follower => Math.Round(follower.Lag.TotalSeconds, 3)),
            DeadlinesLate = late, DatabaseMs = Math.Round(journal.RoundTrip.TotalMilliseconds, 3),
            PerTenant = [.. _window.Each.Select(tenant => new TenantLoad(
                tenant.Key.Value, Rate(tenant.Second.Answered), tenant.Whole.Delays.PercentileMs(0.99), 0, Rate(tenant.Second.Shed)))],
            Hottest = hot.Take(Hottest, since),
        };
    }

    public void Dispose() => _residents.Dispose();

    string State() =>
        life.ApplicationStopping.IsCancellationRequested || silos.List().Silos.Any(silo => silo.Name == _name && silo.Draining) ? NodeStates.Draining
        : journal.Trouble is not null ? NodeStates.Unavailable
        : tenants.Loaded ? NodeStates.Serving : NodeStates.Starting;

    async Task<(long Deadlines, long Letters)> Late(CancellationToken cancellation) => journal.Trouble is null
        ? (await store.CountOverdue(clock.GetUtcNow() - Lateness, cancellation), await letters.Waiting(cancellation))
        : (Latest?.DeadlinesLate ?? 0, Letters);

    // Grains count themselves.
    sealed class Residence : IDisposable
    {
        readonly MeterListener _listener = new();
        long _count;

        public Residence()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Name: "platform.activations", Meter.Name: "Platform.Grains" })
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _count, value));
            _listener.Start();
        }

        public long Count => Math.Max(0, Interlocked.Read(ref _count));

        public void Dispose() => _listener.Dispose();
    }
}
