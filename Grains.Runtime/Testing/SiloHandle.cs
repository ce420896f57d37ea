using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>One silo of a test cluster.</summary>
public abstract class SiloHandle : IDisposable, IAsyncDisposable
{
    /// <summary>The silo's number, from 0.</summary>
    public short InstanceNumber { get; set; }

    /// <summary>The silo's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The silo's place in the cluster.</summary>
    public SiloAddress SiloAddress { get; set; } = null!;

    /// <summary>Whether it runs.</summary>
    public abstract bool IsActive { get; }

    /// <summary>Stops it.</summary>
    /// <param name="stopGracefully">Whether it finishes what it does; false: as a process that is killed.</param>
    public abstract Task StopSiloAsync(bool stopGracefully);

    /// <summary>Stops it; it finishes what it does.</summary>
    /// <param name="ct">Hurries it.</param>
    public abstract Task StopSiloAsync(CancellationToken ct);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>Stops it at once, if it runs.</summary>
    /// <param name="disposing">Not from a finalizer.</param>
    protected virtual void Dispose(bool disposing) { }
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
        if (stopGracefully)
        {
            await StopSiloAsync(CancellationToken.None);
            return;
        }
        _stopped = true;
        ServiceProvider.GetRequiredService<Silo>().Kill();
        await SiloHost.StopAsync(new CancellationToken(true));
    }

    /// <inheritdoc/>
    public override async Task StopSiloAsync(CancellationToken ct)
    {
        if (_stopped)
            return;
        _stopped = true;
        await SiloHost.StopAsync(ct);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await StopSiloAsync(true);
        SiloHost.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        if (!_stopped)
            ServiceProvider.GetRequiredService<Silo>().Kill();
        _stopped = true;
        SiloHost.Dispose();
    }
}
