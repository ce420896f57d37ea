using Platform.Gateway.Pages;
using Platform.Gateway.Refusals;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.SignIn;

/// <summary>Who asks: a machine with a key of this tenant, a person with a session of this tenant, or a visitor.</summary>
sealed class Entrance(People people, Sessions sessions, GatewaySettings settings)
{
    /// <summary>Null where <paramref name="who"/> may go on.</summary>
    public EdgeRefusal? Admit(HttpContext context, HostedTenant tenant, out Vouched who)
    {
        var request = context.Request;
        who = tenant.Visitor;
        if (request.Headers.Authorization is { Count: > 0 } authorization)
        {
            if (authorization.Count > 1 || tenant.Machine(authorization[0]!) is not { } machine)
                return EdgeRefusal.UnknownKey;
            who = machine;
            return null;
        }
        var changes = !CrossSite.IsSafe(request.Method);
        var secure = PublicScheme.IsSecure(context, settings);
        if (request.Headers.Cookie.Count == 0 || SessionCookie.Read(context, secure) is not { } cookie)
            return changes && CrossSite.IsForeign(request, mustProve: false) ? EdgeRefusal.CrossSite : null;
        if (changes && CrossSite.IsForeign(request, mustProve: true))
            return EdgeRefusal.CrossSite;
        if (sessions.Read(cookie, tenant.Told.Id) is not { } session || people.Find(tenant.Told.Id, session.Subject) is not { } person)
            return Forget(context, secure, changes);
        if (sessions.Renew(session) is { } renewed)
            SessionCookie.Write(context, secure, renewed);
        who = person;
        return null;
    }

    // A page is shown as to any visitor; whoever wanted to change something, or a program, must know that it did not happen.
    static EdgeRefusal? Forget(HttpContext context, bool secure, bool changes)
    {
        SessionCookie.Delete(context, secure);
        return changes || context.Request.Path.StartsWithSegments("/api") ? EdgeRefusal.SignedOut : null;
    }
}
