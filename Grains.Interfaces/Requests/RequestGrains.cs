using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Interfaces.Requests;

/// <summary>The typed way to the grains of requests; a raw <c>GetGrain</c> elsewhere breaks a test.</summary>
public static class RequestGrains
{
    /// <summary>One request of one tenant.</summary>
    public static IRequestGrain Request(this IGrainFactory grains, TenantId tenant, RequestId request) =>
        grains.GetGrain<IRequestGrain>(TenantKey.Of(tenant, request.ToString()));
}
