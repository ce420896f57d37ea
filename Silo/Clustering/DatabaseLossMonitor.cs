using Platform.Storage.Journal;

namespace Platform.Silo.Clustering;

/// <summary>Gives up this silo's place in the cluster when it alone has lost the database: another silo that still has it declares this one
/// dead, and its grains are activated elsewhere. Where nobody has the database nothing happens: all wait for it.</summary>
sealed partial class DatabaseLossMonitor(
    IJournalStore store, IClusterMembershipService membership, ILocalSiloDetails local, IClusterClient grains, TimeProvider clock,
    ILogger<DatabaseLossMonitor> log) : BackgroundService
{
    // Lost after two missed pings in a row, where nobody listens either: a database that is slow after a restart is slow for all.
    const int MissedLimit = 2;
    static readonly TimeSpan PingTimeout = TimeSpan.FromMilliseconds(500), Interval = TimeSpan.FromMilliseconds(250), CallTimeout = TimeSpan.FromMilliseconds(500);
    // A silo takes over only where it never lost the database itself: when it comes back for all, one silo is always the first to see it.
    static readonly TimeSpan AtHand = TimeSpan.FromMilliseconds(300), Steady = TimeSpan.FromSeconds(2);

    long? _answersSince;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        // A silo that has just started never had the database: what is slow then is the start.
        int? missed = null;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var reachable = missed > 0 ? IsReachable(stoppingToken) : Task.FromResult(false);
            var answers = await Answers(PingTimeout, stoppingToken);
            _answersSince = answers ? _answersSince ?? clock.GetTimestamp() : null;
            missed = answers || await reachable ? 0 : missed + 1;
            if (missed >= MissedLimit)
                await HandOver(stoppingToken);
        }
    }

    /// <summary>Whether the database answers this silo at once, and has for two seconds without a miss.</summary>
    internal async Task<bool> HasDatabase() =>
        _answersSince is { } since && clock.GetElapsedTime(since) >= Steady && await Answers(AtHand, CancellationToken.None);

    async Task<bool> IsReachable(CancellationToken cancellation)
    {
        try
        {
            return await store.IsReachable(PingTimeout, cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    async Task<bool> Answers(TimeSpan timeout, CancellationToken cancellation)
    {
        try
        {
            await store.Ping(cancellation).WaitAsync(timeout, cancellation);
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
                // As Orleans ends a silo that was declared dead. It could not read of it: the membership stands in the database that it lost.
                Environment.FailFast($"This silo lost the database, and {silo.Name} has taken over.");
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
