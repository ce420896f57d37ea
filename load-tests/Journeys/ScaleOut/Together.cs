using Platform.LoadTests.Checking;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load.Measurements;

namespace Platform.LoadTests.Journeys.ScaleOut;

/// <summary>Clusters of one size that are measured in the same seconds.</summary>
/// <param name="silos">Of each.</param>
/// <param name="count">How many clusters.</param>
sealed class Together(int silos, int count) : IAsyncDisposable
{
    readonly List<Sized> clusters = [];

    /// <summary>Of each cluster.</summary>
    public int Silos => silos;

    /// <summary>What was measured, of every cluster in every round that counts.</summary>
    public IEnumerable<Measured> Measured => clusters.SelectMany(cluster => cluster.Rounds);

    /// <summary>Contacts a second of one silo on average, round by round.</summary>
    public IReadOnlyList<double> PerSilo =>
        [.. Enumerable.Range(0, clusters[0].Rounds.Count).Select(round => clusters.Average(cluster => cluster.Rounds[round].PerSecond) / silos)];

    /// <summary>What all of them acknowledged, and requests that never were.</summary>
    public (long Acknowledged, int Unanswered) Sent =>
        (clusters.Sum(cluster => (long)cluster.Subject.Acknowledged), clusters.Sum(cluster => cluster.Subject.Unanswered));

    /// <summary>Starts them, one after the other.</summary>
    public async Task Start(Choices choices, TextWriter progress, CancellationToken cancellation)
    {
        while (clusters.Count < count) clusters.Add(await Sized.Start(silos, choices, progress, cancellation));
    }

    /// <summary>One round, while those of other sizes have nothing to do.</summary>
    public Task<Measured[]> Measure(TimeSpan time, bool counts, CancellationToken cancellation) =>
        Task.WhenAll(clusters.Select(cluster => cluster.Measure(time, counts, cancellation)));

    /// <summary>Reads every history back.</summary>
    public async Task<Verdict> Judge(TextWriter progress, CancellationToken cancellation)
    {
        var sum = default(Verdict);
        foreach (var cluster in clusters) sum += await cluster.Judge(progress, cancellation);
        return sum;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in clusters) await cluster.DisposeAsync();
    }
}
