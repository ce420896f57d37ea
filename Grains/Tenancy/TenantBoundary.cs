using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Tenancy;

/// <summary>The wall between authorities: a call reaches a grain only where the flow it came in has entered that grain's tenant.</summary>
/// <remarks>Deny by default: a grain whose key has no tenant is refused as well, but for Orleans' own and those of the cluster.</remarks>
public sealed class TenantBoundary : IIncomingGrainCallFilter
{
    /// <inheritdoc/>
    /// <exception cref="UnauthorizedAccessException">The flow is not of this tenant: a fault of ours, never of a user.</exception>
    public Task Invoke(IIncomingGrainCallContext context) =>
        TenantScope.Holds(context.TargetId.Key) || context.Grain is IClusterGrain || IsRuntime(context.Grain)
            ? context.Invoke()
            : throw new UnauthorizedAccessException($"A call to {context.TargetId.Type} came from outside its tenant.");

    static bool IsRuntime(object grain) => grain.GetType().Namespace?.StartsWith("Orleans", StringComparison.Ordinal) == true;
}

/// <summary>A grain of the cluster itself: it belongs to no tenant and holds nothing of any.</summary>
public interface IClusterGrain;
