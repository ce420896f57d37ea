using Platform.Gateway.Identity;
using Platform.Gateway.Problems;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.SignIn;

/// <summary>Authenticates the caller of a request: a machine by an API key of this tenant, a person by a session of this tenant, or a visitor.</summary>
sealed class CallerAuthentication(People people, Sessions sessions)
{
    /// <summary>Null where the request may go on as <paramref name="caller"/>.</summary>
    public GatewayProblem? Authenticate(HttpContext context, HostedTenant tenant, out SignedIdentity caller)
    {
        var request = context.Request;
        caller = tenant.Visitor;
        if (request.Headers.Authorization is { Count: > 0 } authorization)
        {
            if (authorization.Count > 1 || tenant.FindMachine(authorization[0]!) is not { } machine)
                return GatewayProblem.UnknownKey;
            caller = machine;
            return null;
        }
        var changes = !CrossSiteCheck.IsSafeMethod(request.Method);
        var secure = request.IsHttps;
        if (request.Headers.Cookie.Count == 0 || SessionCookie.Read(context, secure) is not { } cookie)
            return changes && CrossSiteCheck.IsCrossSite(request, requireProof: false) ? GatewayProblem.CrossSite : null;
        if (changes && CrossSiteCheck.IsCrossSite(request, requireProof: true))
            return GatewayProblem.CrossSite;
        if (sessions.Find(cookie, tenant.Definition.Id) is not { } session || people.Find(tenant.Definition.Id, session.Subject) is not { } person)
            return RejectSession(context, secure, changes);
        if (sessions.Renew(session) is { } renewed)
            SessionCookie.Write(context, secure, renewed);
        context.Features.Set(session);
        caller = person;
        return null;
    }

    // A page is shown as to any visitor; a change, or a program, must hear that it was not carried out.
    static GatewayProblem? RejectSession(HttpContext context, bool secure, bool changes)
    {
        SessionCookie.Delete(context, secure);
        return changes || context.Request.Path.StartsWithSegments("/api") ? GatewayProblem.SignedOut : null;
    }
}
