using Microsoft.Extensions.Primitives;

namespace Platform.Gateway.SignIn;

/// <summary>The session cookie. Over HTTPS its name has the <c>__Host-</c> prefix, which binds it to the host (RFC 6265bis, 4.1.3.2).</summary>
static class SessionCookie
{
    const string SecureName = "__Host-session", PlainName = "session";

    public static string? Read(HttpContext context, bool secure) => context.Request.Cookies[secure ? SecureName : PlainName];

    public static void Write(HttpContext context, bool secure, string value) =>
        context.Response.Cookies.Append(secure ? SecureName : PlainName, value, Options(secure));

    public static void Delete(HttpContext context, bool secure) =>
        context.Response.Cookies.Delete(secure ? SecureName : PlainName, Options(secure));

    /// <summary>The Cookie header without it: a silo never sees a session.</summary>
    public static StringValues Strip(StringValues header)
    {
        var text = header.ToString();
        if (!text.Contains("session", StringComparison.Ordinal))
            return header;
        var others = header.SelectMany(line => (line ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(cookie => cookie.Split('=')[0].TrimEnd() is not (SecureName or PlainName));
        return string.Join("; ", others) is { Length: > 0 } kept ? kept : default(StringValues);
    }

    static CookieOptions Options(bool secure) =>
        new() { Path = "/", HttpOnly = true, Secure = secure, SameSite = SameSiteMode.Lax, IsEssential = true };
}
