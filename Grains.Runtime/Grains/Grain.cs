using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>A named object that exists always, is in memory when needed, and does one thing at a time.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    /// <summary>Made by the runtime, once for each activation.</summary>
    protected Grain() => GrainContext = Activation.BeingMade!;

    /// <inheritdoc/>
    public IGrainContext GrainContext { get; }

    /// <summary>References to other grains.</summary>
    protected IGrainFactory GrainFactory => ServiceProvider.GetRequiredService<IGrainFactory>();

    /// <summary>The services of this activation.</summary>
    protected IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    /// <summary>Leaves memory after the running turns: the next call finds a fresh activation.</summary>
    protected void DeactivateOnIdle() => GrainBaseExtensions.DeactivateOnIdle(this);

    /// <summary>Is not collected as idle for that long from now.</summary>
    /// <param name="timeSpan"><see cref="Timeout.InfiniteTimeSpan"/>: never collected; zero or less: as usual.</param>
    protected void DelayDeactivation(TimeSpan timeSpan) => ((Activation)GrainContext).Stay(timeSpan);

    /// <inheritdoc cref="IGrainBase.OnActivateAsync"/>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc cref="IGrainBase.OnDeactivateAsync"/>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;
}
