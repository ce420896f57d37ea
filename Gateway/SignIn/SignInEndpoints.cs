using Platform.Gateway.Problems;
using Platform.Gateway.Responses;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.SignIn;

/// <summary>Handles <c>/sign-in</c> and <c>/sign-out</c>: demonstration people for now, where the settings enable it.</summary>
sealed class SignInEndpoints(People people, Sessions sessions)
{
    public static bool Handles(PathString path) => path.Value is "/sign-in" or "/sign-out";

    /// <summary>Null where the response is written; otherwise the problem to write.</summary>
    public async ValueTask<GatewayProblem?> Handle(HttpContext context, HostedTenant tenant, byte[]? body)
    {
        var request = context.Request;
        var signsIn = request.Path.Value == "/sign-in";
        if (!people.IsOpen)
            return GatewayProblem.NoSignIn;
        if (signsIn && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        {
            await ShowPage(context, tenant);
            return null;
        }
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType && signsIn)
            return GatewayProblem.NotHere;
        if (CrossSiteCheck.IsCrossSite(request, requireProof: true))
            return GatewayProblem.CrossSite;
        var secure = request.IsHttps;
        if (signsIn)
            return await SignIn(context, tenant, secure, body ?? []);
        SignOut(context, tenant, secure);
        return null;
    }

    Task ShowPage(HttpContext context, HostedTenant tenant)
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

    async ValueTask<GatewayProblem?> SignIn(HttpContext context, HostedTenant tenant, bool secure, byte[] body)
    {
        // Read once already, within the bounds of bodies.
        context.Request.Body = new MemoryStream(body);
        if (await ReadForm(context) is not { } form)
            return GatewayProblem.Unreadable;
        var person = people.All.FirstOrDefault(person => person.Tenant == tenant.Definition.Id && person.Subject == form["subject"]);
        if (person is null)
            return GatewayProblem.UnknownPerson;
        EndSession(context, tenant, secure);
        SessionCookie.Write(context, secure, sessions.Create(tenant.Definition.Id, person.Subject));
        Redirect(context, LocalPath(form["return"]) ?? person.Home);
        return null;
    }

    // A form of another charset, or of parts that break off, is the sender's fault and no error of ours.
    static async ValueTask<IFormCollection?> ReadForm(HttpContext context)
    {
        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    void SignOut(HttpContext context, HostedTenant tenant, bool secure)
    {
        EndSession(context, tenant, secure);
        SessionCookie.Delete(context, secure);
        // What the browser keeps of personal pages goes with the session. Browsers heed it over HTTPS and on this machine alone.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        Redirect(context, "/");
    }

    void EndSession(HttpContext context, HostedTenant tenant, bool secure)
    {
        if (SessionCookie.Read(context, secure) is { } cookie && sessions.Find(cookie, tenant.Definition.Id) is { } session)
            sessions.SignOut(session);
    }

    static void Redirect(HttpContext context, string path)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
    }

    // Against open redirects: //elsewhere and /\elsewhere lead to another host.
    static string? LocalPath(string? path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && path.Length <= 2_000 && !path.AsSpan().ContainsAnyExceptInRange('!', '~') ? path : null;
}
