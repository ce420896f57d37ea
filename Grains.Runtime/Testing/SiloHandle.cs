using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>One silo of a test cluster.</summary>
public abstract class SiloHandle : IAsyncDisposable
{
    /// <summary>The silo's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The silo's place in the cluster.</summary>
    public SiloAddress SiloAddress { get; set; } = null!;

    /// <summary>Whether it runs.</summary>
    public abstract bool IsActive { get; }

    /// <summary>Stops it.</summary>
    /// <param name="stopGracefully">Whether it finishes what it does; false: as a process that is killed.</param>
    public abstract Task StopSiloAsync(bool stopGracefully);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}

/// <summary>One silo of a test cluster in this process.</summary>
public class InProcessSiloHandle : SiloHandle
{
    bool _stopped;

    /// <summary>The host that the silo lives in.</summary>
    public IHost SiloHost { get; init; } = null!;

    /// <summary>The services of the host.</summary>
    public IServiceProvider ServiceProvider => SiloHost.Services;

    /// <inheritdoc/>
    public override bool IsActive => !_stopped;

    /// <inheritdoc/>
    public override async Task StopSiloAsync(bool stopGracefully)
    {
        if (_stopped)
            return;
        _stopped = true;
        if (!stopGracefully)
            ServiceProvider.GetRequiredService<Silo>().Kill();
        await SiloHost.StopAsync(new CancellationToken(!stopGracefully));
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await StopSiloAsync(true);
        SiloHost.Dispose();
        GC.SuppressFinalize(this);
    }
}
