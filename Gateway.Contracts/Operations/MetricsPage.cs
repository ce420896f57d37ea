using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Platform.Gateway.Contracts.Operations;

/// <summary>The meters of one node as Prometheus reads them (text format 0.0.4). Safe for any number of threads.</summary>
/// <remarks>Meters that say nothing of whose they are (the runtime's own) are read by every node of the process; the others by the node
/// that made them. No personal datum: tenants are labels, citizens never.</remarks>
public sealed class MetricsPage : IDisposable
{
    /// <summary>The type of the text.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Where it is read.</summary>
    public const string Path = "/metrics";

    readonly MeterListener _listener = new();
    readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    readonly Lock _reading = new();

    /// <summary>Reads from now on.</summary>
    /// <param name="owner">What the node's meters were made with (<see cref="MeterOptions.Scope"/>).</param>
    /// <param name="shared">The names of meters without an owner that belong on the page.</param>
    public MetricsPage(object? owner, params string[] shared)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            var meter = instrument.Meter;
            if (meter.Scope is null ? shared.Contains(meter.Name) : ReferenceEquals(meter.Scope, owner) && meter.Name.StartsWith("Platform", StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(instrument.Name, _ => new(instrument)));
        };
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => ((MetricFamily)family!).Add(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => ((MetricFamily)family!).Add(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => ((MetricFamily)family!).Add(value, tags));
        _listener.Start();
    }

    /// <summary>The page as it stands.</summary>
    public string Write()
    {
        lock (_reading)
        {
            foreach (var family in _families.Values)
                family.Forget();
            _listener.RecordObservableInstruments();
            var page = new StringBuilder();
            foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
                family.Write(page);
            return page.ToString();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    internal static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);
}
