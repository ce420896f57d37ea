using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Platform.Gateway.Contracts;

namespace Platform.Silo.Hosting;

/// <summary>TLS on the addresses where gateways reach this silo: without a client certificate of the platform's authority nothing is answered but
/// whether the silo is alive. Settings: <c>Edge:Certificate</c>, <c>Edge:CertificateKey</c>, <c>Edge:Authority</c>.</summary>
static partial class EdgeTls
{
    public static void AddEdgeTls(this WebApplicationBuilder builder)
    {
        if (MutualTls.Read(builder.Configuration) is not { } tls)
            return;
        builder.Services.AddSingleton(tls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
        {
            https.ServerCertificate = tls.Certificate;
            // Asked for and not required: what watches the process has none.
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.ClientCertificateValidation = (shown, _, _) => tls.AcceptsClient(shown);
        }));
    }

    public static void UseEdgeTls(this WebApplication app)
    {
        if (app.Services.GetService<MutualTls>() is not null)
            app.Use(static (context, next) =>
            {
                if (context.Connection.ClientCertificate is not null || context.Request.Path.Value is "/alive" or "/health" or "/metrics")
                    return next(context);
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            });
        else
            app.Lifetime.ApplicationStarted.Register(() =>
            {
                if (app.Urls.FirstOrDefault(static url => Uri.TryCreate(url, UriKind.Absolute, out var address) && !IsLoopback(address.Host)) is { } open)
                    LogPlain(app.Logger, open);
            });
    }

    static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    [LoggerMessage(LogLevel.Warning, "Gateways reach this silo at {Address} without TLS. Where that leaves this machine set Edge:Certificate, Edge:CertificateKey "
        + "and Edge:Authority in silos and gateways (deploy/certificates.sh).")]
    static partial void LogPlain(ILogger logger, string address);
}
