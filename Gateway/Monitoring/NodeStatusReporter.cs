using Platform.Gateway.Contracts.Operations;
using Platform.Gateway.Destinations;

namespace Platform.Gateway.Monitoring;

/// <summary>Posts the status of this gateway to a silo once a second: a gateway has no database of its own.</summary>
sealed class NodeStatusReporter(
    NodeStatusSampler sampler, GatewayMeters meters, SiloPool pool, SiloControlClient client, TimeProvider clock) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Created before the first scrape, so that the meters count from the start.
        _ = meters;
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TryReport(sampler.Sample(), stoppingToken);
    }

    async Task TryReport(NodeStatus status, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(Interval);
        try
        {
            using var response = await client.Post(pool.PickDestination(), NodeStatus.Path, status, deadline.Token);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !stopping.IsCancellationRequested)
        {
            // The health checks log unreachable silos; the operations console shows a gateway that does not report as lost.
        }
    }
}
