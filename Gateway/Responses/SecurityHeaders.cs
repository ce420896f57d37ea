namespace Platform.Gateway.Responses;

/// <summary>The security headers of every response, set here whatever the silo set or forgot.</summary>
static class SecurityHeaders
{
    /// <summary>Set by a silo on a page that needs inline style (the API documentation); never leaves the gateway.</summary>
    public const string RelaxedStyleHeader = "Platform-Style";

    const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        + "frame-ancestors 'none'; form-action 'self'";

    static readonly string _relaxedPolicy = Policy.Replace("style-src 'self'", "style-src 'self' 'unsafe-inline'", StringComparison.Ordinal);

    public static void Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.Remove("Server");
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        var relaxed = headers.Remove(RelaxedStyleHeader) && context.Request.Path.StartsWithSegments("/api/docs");
        if (headers.ContentType.ToString().StartsWith("text/html", StringComparison.OrdinalIgnoreCase))
        {
            headers.ContentSecurityPolicy = relaxed ? _relaxedPolicy : Policy;
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        }
    }
}
