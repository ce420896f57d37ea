using Platform.Gateway.Pages;
using Platform.Gateway.Refusals;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.SignIn;

/// <summary>Signing in and out: demonstration people for now, where the settings open it.</summary>
sealed class SignInEndpoints(People people, Sessions sessions)
{
    public static bool Handles(PathString path) => path.Value is "/sign-in" or "/sign-out";

    public Task Handle(HttpContext context, HostedTenant tenant, bool secure)
    {
        var request = context.Request;
        var signsIn = request.Path.Value == "/sign-in";
        if (!people.IsOpen)
            return context.WriteProblem(GatewayProblem.NoSignIn, tenant);
        if (signsIn && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
            return Show(context, tenant);
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType && signsIn)
            return context.WriteProblem(GatewayProblem.NotHere, tenant);
        if (CrossSiteCheck.IsCrossSite(request, mustProve: true))
            return context.WriteProblem(GatewayProblem.CrossSite, tenant);
        return signsIn ? SignIn(context, tenant, secure) : SignOut(context, tenant, secure);
    }

    Task Show(HttpContext context, HostedTenant tenant)
    {
        var language = RequestLanguage.Of(context, tenant);
        context.Response.Headers.ContentLanguage = language;
        return PageRenderer.Render<SignInPage>(context, new()
        {
            [nameof(SignInPage.Tenant)] = tenant,
            [nameof(SignInPage.Language)] = language,
            [nameof(SignInPage.People)] = people.All.Where(person => person.Tenant == tenant.Definition.Id).ToArray(),
            [nameof(SignInPage.Return)] = LocalPath(context.Request.Query["return"]),
        });
    }

    async Task SignIn(HttpContext context, HostedTenant tenant, bool secure)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var person = people.All.FirstOrDefault(person => person.Tenant == tenant.Definition.Id && person.Subject == form["subject"]);
        if (person is null)
        {
            await context.WriteProblem(GatewayProblem.UnknownPerson, tenant);
            return;
        }
        if (SessionCookie.Read(context, secure) is { } old && sessions.Find(old, tenant.Definition.Id) is { } before)
            sessions.SignOut(before);
        SessionCookie.Write(context, secure, sessions.Create(tenant.Definition.Id, person.Subject));
        Leave(context, LocalPath(form["return"]) ?? person.Home);
    }

    Task SignOut(HttpContext context, HostedTenant tenant, bool secure)
    {
        if (SessionCookie.Read(context, secure) is { } text && sessions.Find(text, tenant.Definition.Id) is { } session)
            sessions.SignOut(session);
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
