using Microsoft.Extensions.Primitives;

namespace Platform.Gateway.Forwarding;

/// <summary>The cookies of silos (antiforgery, language, receipts): over HTTPS browsers keep each under the <c>__Host-</c> prefix, so that no other
/// host and no plain connection can set or read one (RFC 6265bis, 4.1.3.2); one of a single path under <c>__Secure-</c>. Silos know them without it.</summary>
static class SiloCookies
{
    const string HostPrefix = "__Host-", SecurePrefix = "__Secure-";

    /// <summary>Gives the cookies that a silo sets their prefix.</summary>
    public static void Protect(IHeaderDictionary response)
    {
        if (response.SetCookie is { Count: > 0 } cookies)
            response.SetCookie = new([.. cookies.Select(Protect)]);
    }

    /// <summary>The Cookie header as a silo knows it: over HTTPS only what has a prefix, without it.</summary>
    public static StringValues Restore(StringValues header, bool secure)
    {
        if (!secure || header.Count == 0)
            return header;
        var own = header.SelectMany(line => (line ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(static cookie => cookie.StartsWith(HostPrefix, StringComparison.Ordinal) ? cookie[HostPrefix.Length..]
                : cookie.StartsWith(SecurePrefix, StringComparison.Ordinal) ? cookie[SecurePrefix.Length..] : null)
            .OfType<string>();
        return string.Join("; ", own) is { Length: > 0 } kept ? kept : default(StringValues);
    }

    static string? Protect(string? cookie)
    {
        if (cookie is null || cookie.StartsWith(HostPrefix, StringComparison.Ordinal) || cookie.StartsWith(SecurePrefix, StringComparison.Ordinal))
            return cookie;
        var attributes = cookie.Split(';', StringSplitOptions.TrimEntries)[1..];
        var secured = attributes.Contains("secure", StringComparer.OrdinalIgnoreCase) ? cookie : cookie + "; secure";
        // __Host- needs the whole host: a cookie of one path, or of a domain, would be refused under it.
        return (attributes.Contains("path=/", StringComparer.OrdinalIgnoreCase) && !attributes.Any(one => one.StartsWith("domain=", StringComparison.OrdinalIgnoreCase))
            ? HostPrefix : SecurePrefix) + secured;
    }
}
