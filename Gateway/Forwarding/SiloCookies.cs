using Microsoft.Extensions.Primitives;

namespace Platform.Gateway.Forwarding;

/// <summary>The cookies of silos (antiforgery, language, receipts): over HTTPS browsers keep each under the <c>__Host-</c> prefix, so that no other
/// host and no plain connection can set or read one (RFC 6265bis, 4.1.3.2). Silos know them without it.</summary>
static class SiloCookies
{
    const string Prefix = "__Host-";

    /// <summary>Gives the cookies that a silo sets their prefix.</summary>
    public static void Protect(IHeaderDictionary response)
    {
        if (response.SetCookie is { Count: > 0 } cookies)
            response.SetCookie = new([.. cookies.Select(Protect)]);
    }

    /// <summary>The Cookie header as a silo knows it: over HTTPS only what has the prefix, without it.</summary>
    public static StringValues Restore(StringValues header, bool secure)
    {
        if (!secure || header.Count == 0)
            return header;
        var own = header.SelectMany(line => (line ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(cookie => cookie.StartsWith(Prefix, StringComparison.Ordinal)).Select(cookie => cookie[Prefix.Length..]);
        return string.Join("; ", own) is { Length: > 0 } kept ? kept : default(StringValues);
    }

    static string? Protect(string? cookie)
    {
        if (cookie is null || cookie.StartsWith(Prefix, StringComparison.Ordinal))
            return cookie;
        var attributes = cookie.Split(';', StringSplitOptions.TrimEntries)[1..];
        var secured = attributes.Contains("secure", StringComparer.OrdinalIgnoreCase) ? cookie : cookie + "; secure";
        // The prefix needs the whole host: a cookie of one path, or of a domain, would be refused under it.
        return attributes.Contains("path=/", StringComparer.OrdinalIgnoreCase) && !attributes.Any(one => one.StartsWith("domain=", StringComparison.OrdinalIgnoreCase))
            ? Prefix + secured : secured;
    }
}
