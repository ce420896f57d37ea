using Platform.Gateway.Configuration;

namespace Platform.Gateway.SignIn;

/// <summary>Whether the browser's connection is HTTPS, also where a proxy terminates TLS.</summary>
static class PublicScheme
{
    /// <summary>Where plain HTTP is not allowed, a plain request comes from a proxy that terminates TLS in front of the gateway.</summary>
    public static bool IsSecure(HttpContext context, GatewaySettings settings) => !settings.AllowHttp || context.Request.IsHttps;
}
