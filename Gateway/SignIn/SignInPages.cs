using Platform.Gateway.Pages;
using Platform.Gateway.Refusals;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.SignIn;

/// <summary>Signing in and out: demonstration people for now, where the settings open it.</summary>
sealed class SignInPages(People people, Sessions sessions)
{
    public static bool Serves(PathString path) => path.Value is "/sign-in" or "/sign-out";

    public Task Handle(HttpContext context, HostedTenant tenant, bool secure)
    {
        var request = context.Request;
        var signsIn = request.Path.Value == "/sign-in";
        if (!people.IsOpen)
            return context.Refuse(EdgeRefusal.NoSignIn, tenant);
        if (signsIn && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
            return Show(context, tenant);
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType && signsIn)
            return context.Refuse(EdgeRefusal.NotHere, tenant);
        if (CrossSite.IsForeign(request, mustProve: true))
            return context.Refuse(EdgeRefusal.CrossSite, tenant);
        return signsIn ? SignIn(context, tenant, secure) : SignOut(context, tenant, secure);
    }

    Task Show(HttpContext context, HostedTenant tenant)
    {
        var language = Language.Of(context, tenant);
        context.Response.Headers.ContentLanguage = language;
        return Page.Write<SignInPage>(context, new()
        {
            [nameof(SignInPage.Tenant)] = tenant,
            [nameof(SignInPage.Language)] = language,
            [nameof(SignInPage.People)] = people.All.Where(person => person.Tenant == tenant.Told.Id).ToArray(),
            [nameof(SignInPage.Return)] = LocalPath(context.Request.Query["return"]),
        });
    }

    async Task SignIn(HttpContext context, HostedTenant tenant, bool secure)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var person = people.All.FirstOrDefault(person => person.Tenant == tenant.Told.Id && person.Subject == form["subject"]);
        if (person is null)
        {
            await context.Refuse(EdgeRefusal.UnknownPerson, tenant);
            return;
        }
        if (SessionCookie.Read(context, secure) is { } old && sessions.Read(old, tenant.Told.Id) is { } before)
            sessions.End(before);
        SessionCookie.Write(context, secure, sessions.Open(tenant.Told.Id, person.Subject));
        Leave(context, LocalPath(form["return"]) ?? person.Home);
    }

    Task SignOut(HttpContext context, HostedTenant tenant, bool secure)
    {
        if (SessionCookie.Read(context, secure) is { } text && sessions.Read(text, tenant.Told.Id) is { } session)
            sessions.End(session);
        SessionCookie.Delete(context, secure);
        Leave(context, "/");
        return Task.CompletedTask;
    }

    static void Leave(HttpContext context, string path)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
    }

    // An address of this site and no other: //elsewhere and /\elsewhere lead away.
    static string? LocalPath(string? path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && path.Length <= 2_000 && !path.AsSpan().ContainsAnyExceptInRange('!', '~') ? path : null;
}
