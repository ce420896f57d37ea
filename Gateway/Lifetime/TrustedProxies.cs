using Microsoft.AspNetCore.HttpOverrides;
using Platform.Gateway.Configuration;

namespace Platform.Gateway.Lifetime;

/// <summary>Takes a client's address and scheme from <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> where a configured proxy sends them; from
/// anybody else these headers mean nothing.</summary>
static partial class TrustedProxies
{
    public static void UseTrustedProxies(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<GatewaySettings>();
        if (settings.Proxies.Count == 0)
        {
            WarnOnce(app);
            return;
        }
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            // Through every proxy that is listed, and not a step further.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in ProxyNetworks.Parse(settings.Proxies))
            options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }

    // All clients behind it count as one, and are limited as one: an operator must hear why.
    static void WarnOnce(WebApplication app)
    {
        var warned = 0;
        app.Use((context, next) =>
        {
            if (warned == 0 && context.Request.Headers.ContainsKey("X-Forwarded-For") && Interlocked.Exchange(ref warned, 1) == 0)
                LogUnlisted(app.Logger, context.Connection.RemoteIpAddress?.ToString() ?? "");
            return next(context);
        });
    }

    [LoggerMessage(LogLevel.Warning, "{Address} sends X-Forwarded-For and is not listed in Gateway:Proxies. If it is a proxy of yours, list it: "
        + "until then all its clients count as one, and are limited as one.")]
    static partial void LogUnlisted(ILogger logger, string address);
}
