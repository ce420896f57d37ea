using Platform.LoadTests.Checking;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Journeys.ScaleOut;

/// <summary>A cluster of so many silos, warm, each held to its share, and what was measured of it.</summary>
sealed class Sized : IAsyncDisposable
{
    const int SilentSlices = 10;
    static readonly TimeSpan Slice = TimeSpan.FromSeconds(2);

    readonly HeldCluster held;
    readonly ClusterOnPostgres cluster;
    readonly int silos;

    Sized(int silos, HeldCluster held, ClusterOnPostgres cluster, Subject subject) =>
        (this.silos, this.held, this.cluster, Subject) = (silos, held, cluster, subject);

    /// <summary>What it acknowledged.</summary>
    public Subject Subject { get; }

    /// <summary>Those that count.</summary>
    public List<Measured> Rounds { get; } = [];

    /// <summary>Starts it, lets it compile itself under load, and holds it.</summary>
    public static async Task<Sized> Start(int silos, Choices choices, TextWriter progress, CancellationToken cancellation)
    {
        var held = new HeldCluster(choices.Number("--share", 1, 400));
        ClusterOnPostgres? cluster = null;
        try
        {
            cluster = await held.Start(new(silos, Gateways: 1), cancellation);
            var subject = new Subject(cluster, Guid.NewGuid().ToString("N")[..8], choices.People(), choices.Number("--connections", 1, 1000) * silos);
            // So many contacts and not so many seconds: what a silo has compiled depends on what it did, and four share the processors of one.
            var enough = choices.Number("--warm-up", 0, 1_000_000) * silos;
            for (var silent = 0; subject.Acknowledged < enough;)
            {
                var before = subject.Acknowledged;
                await subject.Contacts("warm-up", Slice, cancellation);
                await progress.WriteLineAsync($"  warm-up of {silos}: {subject.Acknowledged:N0} of {enough:N0}");
                silent = subject.Acknowledged == before ? silent + 1 : 0;
                if (silent == SilentSlices)
                    throw new TimeoutException($"{silos} silos acknowledged nothing within {SilentSlices * Slice.TotalSeconds} s.");
            }
            held.Hold();
            return new(silos, held, cluster, subject);
        }
        catch
        {
            if (cluster is not null) await cluster.DisposeAsync();
            await held.DisposeAsync();
            throw;
        }
    }

    /// <summary>One round.</summary>
    public async Task<Measured> Measure(TimeSpan time, bool counts, CancellationToken cancellation)
    {
        var measured = await Subject.Contacts(silos == 1 ? "1 silo" : $"{silos} silos", time, cancellation);
        if (counts) Rounds.Add(measured);
        return measured;
    }

    /// <summary>Reads every history back, with all the processor it needs.</summary>
    public Task<Verdict> Judge(TextWriter progress, CancellationToken cancellation)
    {
        held.Release();
        return Subject.Judge(progress, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        held.Release();
        await cluster.DisposeAsync();
        await held.DisposeAsync();
    }
}
