using Microsoft.AspNetCore.Authorization;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Problems;

namespace Platform.Web.Access;

/// <summary>Enters the tenant of the authenticated caller: its settings are at hand, and the calls that follow are made for it alone.</summary>
sealed class TenantMiddleware(RequestDelegate next, ITenantCache tenants)
{
    public Task Invoke(HttpContext context)
    {
        // What gateways ask for themselves is of no tenant; who has no context is refused by the authorization that follows.
        if (context.Features.Get<Caller>() is not { } caller || caller.Tenant == default || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return next(context);
        if (!tenants.Loaded)
            return Problem.Starting.Answer(context);
        if (tenants.Find(caller.Tenant) is not { } tenant)
            return Problem.Of(new NoSuchTenant()).Answer(context);
        context.Features.Set(tenant);
        return Enter(context, caller);
    }

    async Task Enter(HttpContext context, Caller caller)
    {
        TenantScope.Enter(caller.Tenant);
        await next(context);
    }
}
