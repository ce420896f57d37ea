using System.Net;
using Platform.Storage.Journal;
using Platform.Storage.Postgres.Stores;

namespace Platform.Silo.Clustering;

/// <summary>Before this silo joins its cluster: waits for the database, which may come later than the silo, and removes from the membership what
/// an earlier process of this address left there while its clock was ahead.</summary>
sealed partial class MembershipPreparation(JournalHealth journal, string connectionString, string cluster, IPEndPoint endpoint, ILogger<MembershipPreparation> log)
    : IHostedService
{
    static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Opened by a service that was started before, and tried again by it.
        while (!journal.Ready.IsCompleted)
        {
            LogWaiting(journal.Trouble ?? "");
            await Task.WhenAny(journal.Ready, Task.Delay(BetweenTries, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
        var removed = await PostgresMembership.RemoveLaterGenerations(
            connectionString, cluster, endpoint.Address.ToString(), endpoint.Port, SiloAddress.AllocateNewGeneration(), cancellationToken);
        if (removed > 0)
            LogRemoved(removed, endpoint);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "The silo joins when its database is there. {Reason}")]
    partial void LogWaiting(string reason);

    [LoggerMessage(LogLevel.Warning, "{Count} earlier silos of {Endpoint} are in the membership with a later generation: the clock went back. They are removed")]
    partial void LogRemoved(int count, IPEndPoint endpoint);
}
