using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Platform.Silos;

/// <summary>A cluster of one silo: this process.</summary>
sealed class LoneRegister(IServer server, IConfiguration configuration, IHostApplicationLifetime life) : ISiloRegister
{
    readonly string _name = SiloNames.Name(configuration);

    public string? Trouble => null;

    public CancellationToken Fence => default;

    public long Version => life.ApplicationStopping.IsCancellationRequested ? 2 : 1;

    public SiloList List() => new(
        Version,
        [new(_name, SiloNames.Address(configuration, server.Features.Get<IServerAddressesFeature>()), life.ApplicationStopping.IsCancellationRequested)]);

    public async Task Change(long after, TimeSpan patience, CancellationToken cancellation)
    {
        if (Version != after)
            return;
        await Task.Delay(patience, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Leave()
    {
        // There is nowhere else to send anything.
    }

    public Task<bool> AskToDrain(string name, CancellationToken cancellation)
    {
        if (name != _name)
            return Task.FromResult(false);
        life.StopApplication();
        return Task.FromResult(true);
    }
}
