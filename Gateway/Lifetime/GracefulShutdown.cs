using Platform.Gateway.Configuration;

namespace Platform.Gateway.Lifetime;

/// <summary>Shuts down so that no request meets a closed port: first <c>/health</c> turns unhealthy and every response closes its connection,
/// while all requests are still served; after the notice that a load balancer needs, the server stops.</summary>
sealed class GracefulShutdown(IHostApplicationLifetime lifetime, GatewaySettings settings) : IHostedService
{
    volatile bool _isShuttingDown;

    public bool IsShuttingDown => _isShuttingDown;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(() =>
        {
            _isShuttingDown = true;
            // The server stops when this returns.
            Thread.Sleep(TimeSpan.FromSeconds(settings.NoticeSeconds));
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Middleware: once the shutdown has begun, every response closes its connection.</summary>
    public Task CloseConnection(HttpContext context, RequestDelegate next)
    {
        if (_isShuttingDown)
            context.Response.Headers.Connection = "close";
        return next(context);
    }
}
