using Platform.Grains.Citizens;
using Platform.Grains.Interfaces.Contracts;

namespace Platform.Silo.Projections;

/// <summary>After an upgrade: makes anew what an earlier release kept to find files by, beside the work of the day, and says how far it got.</summary>
/// <remarks>Every silo does it: a row that another made meanwhile is no longer outdated. It looks again every hour, for what a silo of before wrote
/// while the upgrade rolled.</remarks>
sealed partial class SearchReindexer(CitizenIndex index, TimeProvider clock, ILogger<SearchReindexer> log) : BackgroundService
{
    const int Page = 200;
    const int Reported = 10_000;
    static readonly TimeSpan Interval = TimeSpan.FromHours(1), RetryDelay = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var delay = Interval;
            try
            {
                if (await Renew(stoppingToken) > 0)
                    delay = RetryDelay;
            }
            catch (JournalUnavailableException)
            {
                delay = RetryDelay;
            }
            await Task.Delay(delay, clock, stoppingToken);
        }
    }

    /// <summary>Goes through all that is outdated once.</summary>
    /// <returns>How many changed meanwhile, and are left for the next time.</returns>
    internal async Task<long> Renew(CancellationToken cancellation)
    {
        if (await index.Count(cancellation) is not (> 0 and var all))
            return 0;
        Begins(all);
        var (done, left) = (0L, 0L);
        for (IndexedCitizen? last = null; await index.Outdated(last, Page, cancellation) is { Count: > 0 } page; last = page[^1])
            foreach (var citizen in page)
            {
                if (!await index.Renew(citizen, cancellation))
                    left++;
                if (++done % Reported == 0)
                    Progresses(done, all);
            }
        Ends(done - left, left);
        return left;
    }

    [LoggerMessage(LogLevel.Information, "The search is made anew for {Count} files of an earlier release.")]
    partial void Begins(long count);

    [LoggerMessage(LogLevel.Information, "The search is made anew: {Done} of {All} files.")]
    partial void Progresses(long done, long all);

    [LoggerMessage(LogLevel.Information, "The search was made anew for {Done} files; {Left} changed meanwhile and follow.")]
    partial void Ends(long done, long left);
}
