using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace Platform.Gateway.Contracts;

/// <summary>Mutual TLS between gateways and silos: each shows a certificate of the platform's own authority, for the side it is on.
/// Settings: <c>Edge:Certificate</c>, <c>Edge:CertificateKey</c>, <c>Edge:Authority</c> (PEM files, from <c>deploy/certificates.sh</c>).</summary>
public sealed class MutualTls
{
    /// <summary>Extended key usage of a server (RFC 5280, 4.2.1.12).</summary>
    public const string ServerUsage = "1.3.6.1.5.5.7.3.1";

    /// <summary>Extended key usage of a client.</summary>
    public const string ClientUsage = "1.3.6.1.5.5.7.3.2";

    readonly X509Certificate2Collection _authority;

    MutualTls(X509Certificate2 certificate, X509Certificate2Collection authority) => (Certificate, _authority) = (certificate, authority);

    /// <summary>What this process shows.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>As the settings say; null where none of the three is set: plain HTTP, for one machine.</summary>
    /// <exception cref="InvalidOperationException">One is missing or cannot be read; the message says what to write.</exception>
    public static MutualTls? Read(IConfiguration configuration)
    {
        string?[] named = [configuration["Edge:Certificate"], configuration["Edge:CertificateKey"], configuration["Edge:Authority"]];
        if (named.All(string.IsNullOrEmpty))
            return null;
        if (named.Any(string.IsNullOrEmpty))
            throw new InvalidOperationException("Mutual TLS needs Edge:Certificate, Edge:CertificateKey and Edge:Authority, all three.");
        try
        {
            var authority = new X509Certificate2Collection();
            authority.ImportFromPemFile(named[2]!);
            return new(X509Certificate2.CreateFromPemFile(named[0]!, named[1]!), authority);
        }
        catch (Exception unreadable) when (unreadable is IOException or CryptographicException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"The certificates between gateway and silo cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>A client of this authority.</summary>
    public bool AcceptsClient(X509Certificate? shown) => IsSignedBy(_authority, shown, ClientUsage);

    /// <summary>A server of this authority. Its name is not compared: the authority vouches for silos and for nobody else, and silos change their places.</summary>
    public bool AcceptsServer(X509Certificate? shown) => IsSignedBy(_authority, shown, ServerUsage);

    /// <summary>Whether the authority signed a certificate, it is in its time, and it names all of these usages: one without any names none.</summary>
    public static bool IsSignedBy(X509Certificate2Collection authority, X509Certificate? shown, params IReadOnlyList<string> usages)
    {
        if (shown is null)
            return false;
        var certificate = shown as X509Certificate2 ?? X509CertificateLoader.LoadCertificate(shown.GetRawCertData());
        using var chain = new X509Chain
        {
            ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true },
        };
        chain.ChainPolicy.CustomTrustStore.AddRange(authority);
        var named = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(static extension => extension.EnhancedKeyUsages.Cast<Oid>()).Select(static usage => usage.Value).ToHashSet();
        return usages.All(named.Contains) && chain.Build(certificate);
    }
}
