namespace Orleans.Runtime;

/// <summary>One activation of a grain, seen from outside the grain's own code.</summary>
public interface IGrainContext
{
    /// <summary>Which grain.</summary>
    GrainId GrainId { get; }

    /// <summary>The grain object; null until it is made.</summary>
    object? GrainInstance { get; }

    /// <summary>The services of this activation: a scope that ends with it.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Completes when the activation has left memory.</summary>
    Task Deactivated { get; }

    /// <summary>Asks the activation to leave memory after its running turns; calls that wait go to a new activation.</summary>
    /// <param name="deactivationReason">Handed to the grain.</param>
    /// <param name="cancellationToken">Hurries the grain's own deactivation hook.</param>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}
