namespace Platform.Gateway.Pages;

/// <summary>Whether the visitor's browser speaks TLS, whoever ends it.</summary>
static class PublicScheme
{
    /// <summary>Where plain HTTP is not allowed, what comes over it comes from a proxy that ends TLS before us.</summary>
    public static bool IsSecure(HttpContext context, GatewaySettings settings) => !settings.AllowHttp || context.Request.IsHttps;
}
