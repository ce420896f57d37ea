using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Deadlines;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Silo.Deadlines;

/// <summary>Tells grains that a deadline of theirs has come. Every silo sweeps; the journal gives each deadline to one of them at a time,
/// and to another when the first did not get it done within its lease. The grain decides again, so it has its effect once.</summary>
sealed partial class DeadlineSweeper(IJournal journal, IGrainFactory grains, TimeProvider clock, ILogger<DeadlineSweeper> log) : BackgroundService
{
    const int AtOnce = 100;
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>How long a deadline that was taken is told by nobody else: longer than a call may take. A silo that dies delays it by no more.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Silos that started together do not all ask in the same moment.
        await Task.Delay(Pace * Random.Shared.NextDouble(), clock, stoppingToken);
        using var pace = new PeriodicTimer(Pace, clock);
        do
        {
            try
            {
                while (await Sweep(stoppingToken) == AtOnce) { }
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The database is away: its health says so, and deadlines wait.
            }
        }
        while (await pace.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Takes what is due and tells it.</summary>
    /// <returns>How many were taken.</returns>
    public async Task<int> Sweep(CancellationToken cancellation)
    {
        var due = await journal.LeaseDueDeadlines(clock.GetUtcNow(), Lease, AtOnce, cancellation);
        await Task.WhenAll(due.Select(TryTell));
        return due.Count;
    }

    async Task TryTell(Deadline deadline)
    {
        try
        {
            using var scope = TenantScope.Enter(deadline.Stream.Tenant);
            await grains.WithDeadline(deadline.Stream.Tenant, deadline.Stream.Kind, deadline.Stream.Id).Due(deadline.Name, deadline.DueAt);
        }
        catch (Exception failure)
        {
            LogMissed(deadline.Name, deadline.Stream.Kind, failure.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The deadline {Deadline} of a {Kind} was not kept: {Fault}. It is told again when its lease ends")]
    partial void LogMissed(string deadline, string kind, string fault);
}
