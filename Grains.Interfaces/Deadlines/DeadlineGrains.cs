using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Interfaces.Deadlines;

/// <summary>The typed way to grains that set deadlines; a raw <c>GetGrain</c> elsewhere breaks a test.</summary>
public static class DeadlineGrains
{
    /// <summary>A grain that set a deadline, by the parts of its stream in the journal.</summary>
    public static IDeadlineGrain WithDeadline(this IGrainFactory grains, TenantId tenant, string kind, string id) =>
        grains.GetGrain<IDeadlineGrain>(GrainId.Create(kind, TenantKey.Of(tenant, id)));
}
