using Platform.Gateway.Pages;
using Platform.Gateway.Refusals;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.SignIn;

/// <summary>Who asks: a machine with a key of this tenant, a person with a session of this tenant, or a visitor.</summary>
sealed class CallerAuthentication(People people, Sessions sessions, GatewaySettings settings)
{
    /// <summary>Null where <paramref name="who"/> may go on.</summary>
    public GatewayProblem? Authenticate(HttpContext context, HostedTenant tenant, out SignedIdentity who)
    {
        var request = context.Request;
        who = tenant.Visitor;
        if (request.Headers.Authorization is { Count: > 0 } authorization)
        {
            if (authorization.Count > 1 || tenant.FindMachine(authorization[0]!) is not { } machine)
                return GatewayProblem.UnknownKey;
            who = machine;
            return null;
        }
        var changes = !CrossSiteCheck.IsSafeMethod(request.Method);
        var secure = PublicScheme.IsSecure(context, settings);
        if (request.Headers.Cookie.Count == 0 || SessionCookie.Read(context, secure) is not { } cookie)
            return changes && CrossSiteCheck.IsCrossSite(request, mustProve: false) ? GatewayProblem.CrossSite : null;
        if (changes && CrossSiteCheck.IsCrossSite(request, mustProve: true))
            return GatewayProblem.CrossSite;
        if (sessions.Find(cookie, tenant.Definition.Id) is not { } session || people.Find(tenant.Definition.Id, session.Subject) is not { } person)
            return Forget(context, secure, changes);
        if (sessions.Renew(session) is { } renewed)
            SessionCookie.Write(context, secure, renewed);
        who = person;
        return null;
    }

    // A page is shown as to any visitor; whoever wanted to change something, or a program, must know that it did not happen.
    static GatewayProblem? Forget(HttpContext context, bool secure, bool changes)
    {
        SessionCookie.Delete(context, secure);
        return changes || context.Request.Path.StartsWithSegments("/api") ? GatewayProblem.SignedOut : null;
    }
}
