using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain class; <see cref="Grain"/> is the usual way to be one.</summary>
public interface IGrainBase
{
    /// <summary>The activation this object is.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>The first turn. If it throws, the calls that wait throw the same and the activation is gone.</summary>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>The last turn. It may not come at all: a killed process calls nobody.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
