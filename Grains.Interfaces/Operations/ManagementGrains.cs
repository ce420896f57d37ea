namespace Platform.Grains.Interfaces.Operations;

/// <summary>The typed way to Orleans' own view of its silos.</summary>
public static class ManagementGrains
{
    /// <summary>The silos and the grains in their memory; of no tenant.</summary>
    public static IManagementGrain Management(this IGrainFactory grains) => grains.GetGrain<IManagementGrain>(0);
}
