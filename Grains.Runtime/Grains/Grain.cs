using Orleans.Runtime;

namespace Orleans;

/// <summary>A named object that exists always, is in memory when needed, and does one thing at a time.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    /// <summary>Made by the runtime, once for each activation.</summary>
    protected Grain() => GrainContext = null!;

    /// <inheritdoc/>
    public IGrainContext GrainContext { get; }

    /// <summary>References to other grains.</summary>
    protected IGrainFactory GrainFactory => throw new NotImplementedException();

    /// <summary>The services of this activation.</summary>
    protected IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    /// <summary>Leaves memory after the running turns: the next call finds a fresh activation.</summary>
    protected void DeactivateOnIdle() => GrainBaseExtensions.DeactivateOnIdle(this);

    /// <inheritdoc cref="IGrainBase.OnActivateAsync"/>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc cref="IGrainBase.OnDeactivateAsync"/>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;
}
