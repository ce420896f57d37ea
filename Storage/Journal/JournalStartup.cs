using Platform.Grains.Interfaces.Contracts;

namespace Platform.Storage.Journal;

/// <summary>Opens the journal when the host starts. Where the database is away the host starts all the same, says so in its health,
/// and tries again until it is there. Afterwards it keeps looking, and forgets every hour what may be forgotten.</summary>
sealed partial class JournalStartup(IJournalStore store, JournalHealth health, TimeProvider time, ILogger<JournalStartup> log) : BackgroundService
{
    /// <summary>A saved answer is promised for 7 days; one more covers clocks and time zones.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromDays(8);
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    static readonly TimeSpan BetweenPurges = TimeSpan.FromHours(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Look(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var purged = DateTimeOffset.MinValue;
        while (true)
        {
            await Task.Delay(Pause, time, stoppingToken);
            await Look(stoppingToken);
            if (health.Trouble is not null || time.GetUtcNow() - purged < BetweenPurges) continue;
            purged = time.GetUtcNow();
            await Try(() => store.Purge(Kept, stoppingToken));
        }
    }

    Task Look(CancellationToken cancellation) => Try(async () =>
    {
        if (health.Trouble is not null)
            await store.Open(cancellation);
        var since = time.GetTimestamp();
        await store.Ping(cancellation);
        health.RoundTrip = time.GetElapsedTime(since);
    });

    async Task Try(Func<Task> action)
    {
        try
        {
            await action();
            health.Report(null);
        }
        catch (JournalUnavailableException unavailable)
        {
            if (health.Trouble != unavailable.Message) Away(unavailable.Message);
            health.Report(unavailable.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Reason} It is tried again.")]
    partial void Away(string reason);
}
