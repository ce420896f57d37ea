using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Platform.Web.Problems;

namespace Platform.Web.Access;

/// <summary>Authentication by the signed context, and a policy for each <see cref="Permission"/>; an endpoint that declares none is denied.</summary>
static class PermissionPolicies
{
    public static void AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<CallerAuthentication>().AddSingleton<AccessLog>();
        services.AddAuthentication(SignedContextAuthenticationHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, SignedContextAuthenticationHandler>(SignedContextAuthenticationHandler.SchemeName, null);
        services.AddAuthorization(static options =>
        {
            foreach (var permission in Permission.Holders.Keys)
                options.AddPolicy(permission, policy => policy.AddRequirements(new PermissionRequirement(permission)));
            options.FallbackPolicy = options.DefaultPolicy = new AuthorizationPolicyBuilder().RequireAssertion(static _ => false).Build();
        });
        services.AddSingleton<IAuthorizationHandler, PermissionHandler>().AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorizationProblems>();
    }
}

/// <summary>The caller holds a permission.</summary>
sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

/// <summary>Decides by the one table: <see cref="Permission.May"/>.</summary>
sealed class PermissionHandler : AuthorizationHandler<PermissionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (context.Resource is HttpContext http && http.Features.Get<Caller>() is { } caller && caller.May(requirement.Permission))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

/// <summary>What was denied, as a problem: 401 to whom nobody vouched for or who has not signed in, 403 to everybody else.</summary>
sealed class AuthorizationProblems : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        var caller = context.Features.Get<Caller>();
        // Routing's own answers (404, 405, 415) have no endpoint of ours.
        if (authorizeResult.Succeeded || (caller is not null && context.GetEndpoint() is not RouteEndpoint))
            return next(context);
        return (caller switch
        {
            null => context.Features.Get<Problem>() ?? Problem.NotVouched,
            { Role: Gateway.Contracts.Roles.Visitor } => Problem.SignIn,
            _ => Problem.NotAllowed,
        }).Answer(context);
    }
}
