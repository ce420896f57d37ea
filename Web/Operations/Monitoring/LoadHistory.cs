using Platform.Gateway.Contracts.Operations;

namespace Platform.Web.Operations.Monitoring;

/// <summary>The last fifteen minutes, whole and per tenant, in spans of fifteen seconds. Bounded: what is older is forgotten, and so is a
/// tenant that was silent for so long. Safe for any number of threads.</summary>
sealed class LoadHistory
{
    /// <summary>One point of a chart, one row of its table.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromSeconds(15);

    const int Most = 60;

    readonly Lock _writing = new();
    readonly Series _whole = new();
    readonly Dictionary<string, Series> _tenants = new(StringComparer.Ordinal);

    /// <summary>Notes a second.</summary>
    public void Add(DateTimeOffset at, IReadOnlyList<NodeStatus> nodes)
    {
        lock (_writing)
        {
            _whole.Add(at, Load.Of(nodes));
            foreach (var (tenant, load) in Load.PerTenant(nodes))
            {
                if (!_tenants.TryGetValue(tenant, out var series))
                    _tenants[tenant] = series = new();
                series.Add(at, load);
            }
            foreach (var silent in _tenants.Where(tenant => tenant.Value.Last < at - (Span * Most)).Select(tenant => tenant.Key).ToList())
                _tenants.Remove(silent);
        }
    }

    /// <summary>The spans, the oldest first, of the whole, or of a tenant where one is named.</summary>
    public IReadOnlyList<LoadSpan> Read(string? tenant = null)
    {
        lock (_writing)
            return tenant is null ? _whole.Read() : _tenants.GetValueOrDefault(tenant)?.Read() ?? [];
    }

    /// <summary>A tenant's fifteen minutes in one: what it was on average, and the worst of its delays and queues.</summary>
    public Load Quarter(string tenant)
    {
        var spans = Read(tenant);
        return spans.Count == 0 ? default : new(
            spans.Average(span => span.Load.PerSecond), 0, 0, spans.Max(span => span.Load.P99Ms), spans.Max(span => span.Load.Queue),
            spans.Average(span => span.Load.Shed), 0, 0);
    }

    sealed class Series
    {
        readonly Queue<LoadSpan> _spans = new();
        DateTimeOffset _from;
        Load _mean;
        int _seconds;

        public DateTimeOffset Last { get; private set; }

        public void Add(DateTimeOffset at, Load load)
        {
            var from = new DateTimeOffset(at.Ticks - (at.Ticks % Span.Ticks), at.Offset);
            if (_seconds > 0 && from != _from)
            {
                _spans.Enqueue(new(_from, _mean));
                _seconds = 0;
            }
            (_from, Last, _seconds) = (from, at, _seconds + 1);
            _mean = _seconds == 1 ? load : Joined(_mean, load, 1.0 / _seconds);
            while (_spans.Count > 0 && (_spans.Count >= Most || _spans.Peek().From < at - (Span * Most)))
                _spans.Dequeue();
        }

        public IReadOnlyList<LoadSpan> Read() => _seconds == 0 ? [] : [.. _spans, new(_from, _mean)];

        // Rates are averaged; of a delay or a queue, the worst is what hurt.
        static Load Joined(Load mean, Load load, double share) => new(
            Mean(mean.PerSecond, load.PerSecond, share), Mean(mean.ContactsPerSecond, load.ContactsPerSecond, share), Mean(mean.P50Ms, load.P50Ms, share),
            Math.Max(mean.P99Ms, load.P99Ms), Math.Max(mean.Queue, load.Queue), Mean(mean.Shed, load.Shed, share), Mean(mean.Failed, load.Failed, share),
            Mean(mean.SiloCores, load.SiloCores, share));

        static double Mean(double mean, double next, double share) => mean + ((next - mean) * share);
    }
}

/// <summary>The load of one span.</summary>
readonly record struct LoadSpan(DateTimeOffset From, Load Load);
