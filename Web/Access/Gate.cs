using Platform.Gateway.Contracts;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Problems;

namespace Platform.Web.Access;

/// <summary>Every request passes here, after routing and before any handler: who asks, for which tenant, and may they.</summary>
sealed class Gate(RequestDelegate next, CallerAuthentication vouching, ITenantCache tenants)
{
    public Task Invoke(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        var permission = endpoint?.Metadata.GetMetadata<RequiresAttribute>()?.Permission;
        if (permission is Permission.Unsigned)
            return next(context);
        if (vouching.Verify(context.Request.Headers[SignedContext.Header], out var late) is not { } caller)
            return (late ? Problem.ClocksApart : Problem.NotVouched).Answer(context);
        context.Features.Set(caller);
        // What gateways ask and tell stands for no tenant; everything else is of one that exists.
        if (permission is not (Permission.Directory or Permission.FiguresWrite or Permission.SessionsEnd))
        {
            if (!tenants.Loaded)
                return Problem.Starting.Answer(context);
            if (tenants.Find(caller.Tenant) is not { } tenant)
                return Problem.Of(new NoSuchTenant()).Answer(context);
            context.Features.Set(tenant);
        }
        // Routing's own answers (405, 415) and files have no endpoint of ours.
        if (endpoint is RouteEndpoint && (permission is null || !caller.May(permission)))
            return (caller.Role is Roles.Visitor ? Problem.SignIn : Problem.NotAllowed).Answer(context);
        return caller.Tenant == default ? next(context) : Pass(context, caller);
    }

    async Task Pass(HttpContext context, Caller caller)
    {
        TenantScope.Enter(caller.Tenant);
        await next(context);
    }
}
