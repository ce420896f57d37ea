namespace Platform.LoadTests.Load.Measurements;

/// <summary>The result of one timed measurement.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="PerSecond">Acknowledged contacts a second.</param>
/// <param name="Latencies">From sending to receipt; in an open loop from when the contact was due.</param>
/// <param name="CpuMicroseconds">Processor time for each contact in microseconds, by process.</param>
sealed record LoadMeasurement(string Name, double PerSecond, Histogram Latencies, IReadOnlyDictionary<string, double> CpuMicroseconds)
{
    /// <summary>Other responses by status; 0: no response.</summary>
    public IReadOnlyDictionary<int, int> FailuresByStatus { get; init; } = new Dictionary<int, int>();

    /// <summary>CPU steal: the share of this machine's processor time that other virtual machines took while this traffic was sent.</summary>
    public double StealShare => CpuMicroseconds.GetValueOrDefault("steal") * PerSecond / 1_000_000 / Environment.ProcessorCount;

    /// <summary>One line of progress output.</summary>
    public override string ToString() =>
        $"{Name,-13} {PerSecond,9:N0}/s   p50 {Latencies.PercentileMs(0.5),7:F1} ms   p99 {Latencies.PercentileMs(0.99),7:F1} ms   "
        + string.Join("  ", CpuMicroseconds.Select(one => $"{one.Key} {one.Value:F0} us"))
        + string.Concat(FailuresByStatus.OrderBy(one => one.Key).Select(one => $"  [{one.Key}] x{one.Value:N0}"));
}
