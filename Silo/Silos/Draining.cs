namespace Platform.Silos;

/// <summary>What comes between the word to stop, by SIGTERM or by an operator, and the end: gateways hear of it while everything is still
/// answered, then those who wait for news are let go, then the server finishes what runs and the grains hand over.</summary>
sealed class Draining(ISiloRegister silos, IHostApplicationLifetime life) : IHostedService, IDisposable
{
    readonly CancellationTokenSource _over = new();

    /// <summary>Nobody should wait here for news any more.</summary>
    public CancellationToken Over => _over.Token;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        life.ApplicationStopping.Register(() =>
        {
            silos.Leave();
            _over.Cancel();
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _over.Dispose();
}
