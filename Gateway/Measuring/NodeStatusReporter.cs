using Platform.Gateway.Contracts;
using Platform.Gateway.Contracts.Operations;
using Platform.Gateway.Silos;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.Measuring;

/// <summary>Says once a second to a silo how this gateway is: it knows no database itself.</summary>
sealed class NodeStatusReporter(
    NodeStatusSampler figures, GatewayMeters meters, MetricsPage page, SiloPool pool, SiloClient client, GatewaySettings settings, TimeProvider clock) : BackgroundService
{
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    readonly SignedIdentity _self = SignedIdentity.OfGateway(settings, clock);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Made before the first question for metrics, so that they count from the start.
        _ = (meters, page);
        using var pace = new PeriodicTimer(Pace, clock);
        while (await pace.WaitForNextTickAsync(stoppingToken))
            await TryTell(figures.Sample(), stoppingToken);
    }

    async Task TryTell(NodeStatus told, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(Pace);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, pool.PickDestination().Prefix + NodeStatus.Path) { Content = JsonContent.Create(told) };
            request.Headers.TryAddWithoutValidation(SignedContext.Header, _self.HeaderValue);
            using var response = await client.SendAsync(request, deadline.Token);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !stopping.IsCancellationRequested)
        {
            // The probes say that silos are away; on the board this gateway is silent, and so it is shown.
        }
    }
}
