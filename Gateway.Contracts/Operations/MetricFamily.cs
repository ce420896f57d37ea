using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Platform.Gateway.Contracts.Operations;

/// <summary>One instrument, with a series for each set of its labels.</summary>
sealed class MetricFamily
{
    // A label is of us or of the operators; were one ever made from outside, memory would still be bounded.
    const int MostSeries = 20_000;

    // From a quarter of a millisecond to ten seconds.
    static readonly double[] Seconds =
        [0.00025, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

    readonly ConcurrentDictionary<string, Series> _series = new(StringComparer.Ordinal);
    readonly Series? _only;
    readonly string _help, _type;
    readonly bool _observed, _sums;

    public MetricFamily(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        var histogram = type.StartsWith("Histogram", StringComparison.Ordinal);
        var counter = type.StartsWith("Counter", StringComparison.Ordinal) || type.StartsWith("ObservableCounter", StringComparison.Ordinal);
        _type = histogram ? "histogram" : counter ? "counter" : "gauge";
        _observed = instrument.IsObservable;
        _sums = !type.StartsWith("Gauge", StringComparison.Ordinal);
        _help = instrument.Description ?? instrument.Name;
        Name = string.Concat(instrument.Name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')) + (counter ? "_total" : "");
        if (histogram)
            _only = new(new long[Seconds.Length + 1]);
    }

    public string Name { get; }

    public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        // Histograms are on the way of every request: they have no labels, so that nothing is looked up.
        if (_only is not null)
            _only.Count(value);
        else if (Of(tags) is { } series)
            series.Set(value, _sums);
    }

    /// <summary>What is asked for at each reading is told anew; a tenant that is gone is not.</summary>
    public void Forget()
    {
        if (_observed)
            _series.Clear();
    }

    public void Write(StringBuilder page)
    {
        if (_only is null && _series.IsEmpty)
            return;
        page.Append("# HELP ").Append(Name).Append(' ').Append(_help.Replace("\\", "\\\\").Replace("\n", "\\n")).Append('\n')
            .Append("# TYPE ").Append(Name).Append(' ').Append(_type).Append('\n');
        if (_only is not null)
            WriteBuckets(page, _only);
        foreach (var (labels, series) in _series.OrderBy(one => one.Key, StringComparer.Ordinal))
            page.Append(Name).Append(labels).Append(' ').Append(MetricsPage.Number(series.Value)).Append('\n');
    }

    void WriteBuckets(StringBuilder page, Series series)
    {
        var sum = 0L;
        for (var i = 0; i < series.Buckets!.Length; i++)
        {
            sum += Volatile.Read(ref series.Buckets[i]);
            page.Append(Name).Append("_bucket{le=\"").Append(MetricsPage.Number(i < Seconds.Length ? Seconds[i] : double.PositiveInfinity))
                .Append("\"} ").Append(sum).Append('\n');
        }
        page.Append(Name).Append("_sum ").Append(MetricsPage.Number(series.Value)).Append('\n')
            .Append(Name).Append("_count ").Append(sum).Append('\n');
    }

    Series? Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        return _series.TryGetValue(labels, out var known) ? known : _series.Count < MostSeries ? _series.GetOrAdd(labels, static _ => new(null)) : null;
    }

    static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return "";
        var text = new StringBuilder("{");
        foreach (var (name, value) in tags)
            text.Append(text.Length > 1 ? "," : "").Append(string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'))).Append("=\"")
                .Append((Convert.ToString(value, CultureInfo.InvariantCulture) ?? "").Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")).Append('"');
        return text.Append('}').ToString();
    }

    sealed class Series(long[]? buckets)
    {
        double _value;

        public long[]? Buckets => buckets;

        public double Value => Volatile.Read(ref _value);

        public void Count(double value)
        {
            var bucket = Array.BinarySearch(Seconds, value);
            Interlocked.Increment(ref buckets![bucket < 0 ? ~bucket : bucket]);
            Set(value, true);
        }

        public void Set(double value, bool sums)
        {
            if (!sums)
            {
                Volatile.Write(ref _value, value);
                return;
            }
            double before;
            do
                before = Volatile.Read(ref _value);
            while (Interlocked.CompareExchange(ref _value, before + value, before) != before);
        }
    }
}
