using Platform.LoadTests.Checking;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load.Measurements;

namespace Platform.LoadTests.Journeys.ScaleOut;

/// <summary>Clusters of the same size, measured in the same seconds.</summary>
/// <param name="silos">Silos of each cluster.</param>
/// <param name="count">How many clusters.</param>
sealed class ClusterGroup(int silos, int count) : IAsyncDisposable
{
    readonly List<ScaledCluster> clusters = [];

    public int Silos => silos;

    /// <summary>Every counted round of every cluster.</summary>
    public IEnumerable<LoadMeasurement> Measurements => clusters.SelectMany(cluster => cluster.Rounds);

    /// <summary>Contacts a second for each silo, by round, on average of the clusters.</summary>
    public IReadOnlyList<double> PerSilo =>
        [.. Enumerable.Range(0, clusters[0].Rounds.Count).Select(round => clusters.Average(cluster => cluster.Rounds[round].PerSecond) / silos)];

    /// <summary>Receipts, and contacts without one, of all clusters.</summary>
    public (long Acknowledged, int Unanswered) Totals =>
        (clusters.Sum(cluster => (long)cluster.System.Acknowledged), clusters.Sum(cluster => cluster.System.Unanswered));

    /// <summary>Starts the clusters one after the other.</summary>
    public async Task Start(OptionValues values, TextWriter progress, CancellationToken cancellation)
    {
        while (clusters.Count < count) clusters.Add(await ScaledCluster.Start(silos, values, progress, cancellation));
    }

    /// <summary>Measures one round, while clusters of other sizes are idle.</summary>
    public Task<LoadMeasurement[]> Measure(TimeSpan time, bool counts, CancellationToken cancellation) =>
        Task.WhenAll(clusters.Select(cluster => cluster.Measure(time, counts, cancellation)));

    /// <summary>Reads every history back and checks it.</summary>
    public async Task<Verdict> Verify(TextWriter progress, CancellationToken cancellation)
    {
        var sum = default(Verdict);
        foreach (var cluster in clusters) sum += await cluster.Verify(progress, cancellation);
        return sum;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in clusters) await cluster.DisposeAsync();
    }
}
