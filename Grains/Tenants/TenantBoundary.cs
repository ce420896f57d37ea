namespace Platform.Tenants;

/// <summary>The wall between authorities: a call reaches a grain only where the flow it came in has entered that grain's tenant.</summary>
/// <remarks>Deny by default: a grain whose key is not of this house is refused as well, but for the runtime's own.</remarks>
public sealed class TenantBoundary : IIncomingGrainCallFilter
{
    /// <inheritdoc/>
    /// <exception cref="UnauthorizedAccessException">The flow is not of this tenant: a fault of ours, never of a user.</exception>
    public Task Invoke(IIncomingGrainCallContext context) =>
        TenantScope.Holds(context.TargetId.Key) || IsRuntime(context.Grain)
            ? context.Invoke()
            : throw new UnauthorizedAccessException($"A call to {context.TargetId.Type} came from outside its tenant.");

    static bool IsRuntime(object grain) => grain.GetType().Namespace?.StartsWith("Orleans", StringComparison.Ordinal) == true;
}
