using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Load.Measurements;

/// <summary>One measurement of one thing.</summary>
/// <param name="What">Was measured.</param>
/// <param name="PerSecond">Contacts a second.</param>
/// <param name="Delays">From sending to receipt.</param>
/// <param name="Processors">Microseconds of processor time for each contact, by process.</param>
sealed record Measured(string What, double PerSecond, Histogram Delays, IReadOnlyDictionary<string, double> Processors)
{
    /// <summary>Other answers, by their status; 0: none came.</summary>
    public IReadOnlyDictionary<int, int> Troubles { get; init; } = new Dictionary<int, int>();

    /// <summary>The part of this machine's processors that others on the same hardware took, of what was sent at the same time together.</summary>
    public double Stolen => Processors.GetValueOrDefault("stolen") * PerSecond / 1_000_000 / Environment.ProcessorCount;

    /// <summary>One line for a person.</summary>
    public override string ToString() =>
        $"{What,-9} {PerSecond,9:N0}/s   p50 {Delays.Milliseconds(0.5),7:F1} ms   p99 {Delays.Milliseconds(0.99),7:F1} ms   "
        + string.Join("  ", Processors.Select(one => $"{one.Key} {one.Value:F0} us"))
        + string.Concat(Troubles.OrderBy(one => one.Key).Select(one => $"  [{one.Key}] x{one.Value:N0}"));

    /// <summary>The one in the middle of an ordered list; 0 of none.</summary>
    public static double Median(IEnumerable<double> values) =>
        values.Order().ToList() is { Count: > 0 } ordered ? (ordered[(ordered.Count - 1) / 2] + ordered[ordered.Count / 2]) / 2 : 0;
}

/// <summary>Processor time of several processes between two moments.</summary>
sealed class Processors
{
    readonly Dictionary<string, int> processes;
    Dictionary<string, double> before = [];

    /// <param name="platform">Whose processes, beside this one, which sends.</param>
    public Processors(IPlatform? platform) =>
        processes = new(platform?.Processes ?? new Dictionary<string, int>()) { ["generator"] = Environment.ProcessId };

    /// <summary>The first moment.</summary>
    public async Task Begin() => before = await Now();

    /// <summary>Microseconds for each contact since then.</summary>
    public async Task<IReadOnlyDictionary<string, double>> End(double contacts) =>
        (await Now()).ToDictionary(one => one.Key, one => (one.Value - before.GetValueOrDefault(one.Key)) * 1_000_000 / Math.Max(1, contacts));

    async Task<Dictionary<string, double>> Now()
    {
        var now = new Dictionary<string, double>();
        foreach (var (name, id) in processes) now[name] = name == "postgres" ? await ProcessorTime.OfFamily(id) : await ProcessorTime.Of(id);
        // What was wanted and not had: with much of it, the figures are those of a smaller machine.
        now["stolen"] = await ProcessorTime.Stolen();
        return now;
    }
}
