namespace Platform.Gateway;

/// <summary>How a gateway ends, so that no request meets a closed door: first <c>/health</c> says no and every answer lets go of its connection,
/// while all is still served; after the notice that a load balancer needs, the server stops.</summary>
sealed class GracefulShutdown(IHostApplicationLifetime life, GatewaySettings settings) : IHostedService
{
    volatile bool _begun;

    public bool IsShuttingDown => _begun;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        life.ApplicationStopping.Register(() =>
        {
            _begun = true;
            // The server stops when this returns.
            Thread.Sleep(TimeSpan.FromSeconds(settings.NoticeSeconds));
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
