using Platform.Web.Operations.Monitoring;

namespace Platform.Silo.Monitoring;

/// <summary>Puts this silo's figures on the board once a second. A database that is away only leaves the silo silent: it is then shown as lost.</summary>
sealed class NodeStatusReporter(SiloStatusSampler figures, NodeStatusBoard board, SiloMeters meters, TimeProvider clock, ILogger<NodeStatusReporter> log) : BackgroundService
{
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Made before the first question for metrics, so that they count from the start.
        _ = meters;
        using var pace = new PeriodicTimer(Pace, clock);
        var silent = false;
        while (await pace.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await board.Report(await figures.Take(stoppingToken), stoppingToken);
                silent = false;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                if (!silent)
                    log.LogWarning("The figures of this silo cannot be reported for now: {Type}", failure.GetType().Name);
                silent = true;
            }
        }
    }
}
