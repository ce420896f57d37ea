using Platform.LoadTests.Checking;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Journeys.ScaleOut;

/// <summary>A cluster, warmed up, its silos limited to their share of a core, with what was measured of it.</summary>
sealed class ScaledCluster : IAsyncDisposable
{
    const int MaxSilentSlices = 10;
    static readonly TimeSpan Slice = TimeSpan.FromSeconds(2);

    readonly CpuLimitedClusters limits;
    readonly ClusterOnPostgres cluster;
    readonly int silos;

    ScaledCluster(int silos, CpuLimitedClusters limits, ClusterOnPostgres cluster, SystemUnderTest system) =>
        (this.silos, this.limits, this.cluster, System) = (silos, limits, cluster, system);

    public SystemUnderTest System { get; }

    /// <summary>The counted rounds.</summary>
    public List<LoadMeasurement> Rounds { get; } = [];

    /// <summary>Starts it, warms it up without a limit, and then applies the limit.</summary>
    public static async Task<ScaledCluster> Start(int silos, OptionValues values, TextWriter progress, CancellationToken cancellation)
    {
        var limits = new CpuLimitedClusters(values.Number("--share", 1, 400));
        ClusterOnPostgres? cluster = null;
        try
        {
            cluster = await limits.Start(new(silos, Gateways: 1), cancellation);
            var system = new SystemUnderTest(cluster, Guid.NewGuid().ToString("N")[..8], values.People(), values.Number("--connections", 1, 1000) * silos);
            // By contacts and not by seconds: what the JIT has compiled depends on the work done, and four silos share the processors of one.
            var target = values.Number("--warm-up", 0, 1_000_000) * silos;
            for (var silent = 0; system.Acknowledged < target;)
            {
                var before = system.Acknowledged;
                await system.MeasureContacts("warm-up", Slice, cancellation);
                await progress.WriteLineAsync($"  warm-up of {silos}: {system.Acknowledged:N0} of {target:N0}");
                silent = system.Acknowledged == before ? silent + 1 : 0;
                if (silent == MaxSilentSlices)
                    throw new TimeoutException($"{silos} silos acknowledged nothing within {MaxSilentSlices * Slice.TotalSeconds} s.");
            }
            limits.ApplyLimit();
            return new(silos, limits, cluster, system);
        }
        catch
        {
            if (cluster is not null) await cluster.DisposeAsync();
            await limits.DisposeAsync();
            throw;
        }
    }

    /// <summary>Measures one round.</summary>
    public async Task<LoadMeasurement> Measure(TimeSpan time, bool counts, CancellationToken cancellation)
    {
        var measured = await System.MeasureContacts(silos == 1 ? "1 silo" : $"{silos} silos", time, cancellation);
        if (counts) Rounds.Add(measured);
        return measured;
    }

    /// <summary>Reads every history back, without a limit, and checks it.</summary>
    public Task<Verdict> Verify(TextWriter progress, CancellationToken cancellation)
    {
        limits.RemoveLimit();
        return System.Verify(progress, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        limits.RemoveLimit();
        await cluster.DisposeAsync();
        await limits.DisposeAsync();
    }
}
