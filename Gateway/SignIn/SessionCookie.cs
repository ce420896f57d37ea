using Microsoft.Extensions.Primitives;

namespace Platform.Gateway.SignIn;

/// <summary>The cookie of a session. Its name says how it may travel, and a browser keeps to that (RFC 6265bis, 4.1.3.2).</summary>
static class SessionCookie
{
    const string Secure = "__Host-session", Plain = "session";

    public static string? Read(HttpContext context, bool secure) => context.Request.Cookies[secure ? Secure : Plain];

    public static void Write(HttpContext context, bool secure, string value) =>
        context.Response.Cookies.Append(secure ? Secure : Plain, value, Options(secure));

    public static void Delete(HttpContext context, bool secure) =>
        context.Response.Cookies.Delete(secure ? Secure : Plain, Options(secure));

    /// <summary>The other cookies: a silo never sees a session.</summary>
    public static StringValues Without(StringValues header)
    {
        var text = header.ToString();
        if (!text.Contains("session", StringComparison.Ordinal))
            return header;
        var others = header.SelectMany(line => (line ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(cookie => cookie.Split('=')[0].TrimEnd() is not (Secure or Plain));
        return string.Join("; ", others) is { Length: > 0 } kept ? kept : default(StringValues);
    }

    static CookieOptions Options(bool secure) =>
        new() { Path = "/", HttpOnly = true, Secure = secure, SameSite = SameSiteMode.Lax, IsEssential = true };
}
