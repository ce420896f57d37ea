using Platform.Gateway.Contracts;
using Platform.Web.GatewayFeeds;

namespace Platform.Silo.Clustering;

/// <summary>What comes between the word to stop, by SIGTERM or by an operator, and the end: gateways hear of it while everything is still
/// answered, then long polls end, then the web server finishes what runs and Orleans hands the grains over.</summary>
sealed class GracefulShutdown(ISiloDirectory silos, IHostApplicationLifetime lifetime) : IHostedService, ILongPollShutdown, IDisposable
{
    readonly CancellationTokenSource _longPollsEnd = new();

    public CancellationToken LongPollsEnd => _longPollsEnd.Token;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(() =>
        {
            silos.BeginDrain();
            _longPollsEnd.Cancel();
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _longPollsEnd.Dispose();
}
