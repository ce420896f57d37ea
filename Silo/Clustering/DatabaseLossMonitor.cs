using Platform.Storage.Journal;

namespace Platform.Silo.Clustering;

/// <summary>Gives up this silo's place in the cluster when it alone has lost the database: another silo that still has it declares this one
/// dead, and its grains are activated elsewhere. Where nobody has the database nothing happens: all wait for it.</summary>
sealed partial class DatabaseLossMonitor(
    IStore store, IClusterMembershipService membership, ILocalSiloDetails local, IClusterClient grains, TimeProvider clock,
    ILogger<DatabaseLossMonitor> log) : BackgroundService
{
    /// <summary>A database that does not answer for so long is lost.</summary>
    internal static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250), CallTimeout = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            if (!await Answers(store, stoppingToken))
                await HandOver(stoppingToken);
    }

    /// <summary>The database answers in time.</summary>
    internal static async Task<bool> Answers(IStore store, CancellationToken cancellation)
    {
        try
        {
            await store.Ping(cancellation).WaitAsync(Timeout, cancellation);
            return true;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    async Task HandOver(CancellationToken cancellation)
    {
        foreach (var silo in membership.CurrentSnapshot.Members.Values)
        {
            if (silo.Status is not SiloStatus.Active || silo.SiloAddress.Equals(local.SiloAddress))
                continue;
            try
            {
                if (!await grains.CallSilo(silo.SiloAddress, other => other.TakeOver(local.SiloAddress.ToParsableString())).WaitAsync(CallTimeout, cancellation))
                    continue;
                LogHandedOver(silo.Name);
                return;
            }
            catch (Exception) when (!cancellation.IsCancellationRequested)
            {
                // Not reachable either: the next one is asked.
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "This silo does not reach the database, and {Other} does: it takes over, and this silo ends. Start it again when the database is reachable from here")]
    partial void LogHandedOver(string other);
}
