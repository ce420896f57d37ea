using Microsoft.Extensions.Hosting;

namespace Orleans.Runtime;

// The silo lives as long as its host.
sealed class SiloService(Silo silo) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        silo.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => silo.Stop(cancellationToken);
}
