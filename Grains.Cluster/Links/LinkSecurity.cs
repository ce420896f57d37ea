using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Orleans.Runtime;

// Mutual TLS between silos: each shows a certificate of the cluster's own authority, which signs for nobody else.
sealed class LinkSecurity : IDisposable
{
    readonly X509Certificate2 _own;
    readonly X509Certificate2Collection _authority = [];

    LinkSecurity(string certificate, string key, string authority)
    {
        _own = X509Certificate2.CreateFromPemFile(certificate, key);
        _authority.ImportFromPemFile(authority);
    }

    // Null, plain, where no certificate is named; refused where that would leave this machine.
    public static LinkSecurity? Read(string? certificate, string? key, string? authority, IPAddress address)
    {
        string?[] named = [certificate, key, authority];
        if (named.All(string.IsNullOrEmpty))
            return IPAddress.IsLoopback(address) ? null : throw new OrleansConfigurationException(
                $"Cluster:Address is {address}, so what silos say to each other leaves this machine: set Cluster:Certificate, Cluster:CertificateKey and "
                + "Cluster:Authority (PEM files) for mutual TLS. Without them only 127.0.0.1 is possible.");
        if (named.Any(string.IsNullOrEmpty))
            throw new OrleansConfigurationException("Mutual TLS needs Cluster:Certificate, Cluster:CertificateKey and Cluster:Authority, all three.");
        try
        {
            return new(certificate!, key!, authority!);
        }
        catch (Exception unreadable) when (unreadable is IOException or System.Security.Cryptography.CryptographicException or UnauthorizedAccessException)
        {
            throw new OrleansConfigurationException($"The certificates between silos cannot be read: {unreadable.Message}");
        }
    }

    public async Task<Stream> Secure(Stream plain, bool asServer, CancellationToken cancellation)
    {
        var secure = new SslStream(plain);
        if (asServer)
            await secure.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificate = _own,
                    ClientCertificateRequired = true,
                    EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                    RemoteCertificateValidationCallback = IsOurs,
                },
                cancellation);
        else
            await secure.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    // The authority vouches for the silo, not for its name: places change.
                    TargetHost = "silo",
                    ClientCertificates = [_own],
                    EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                    RemoteCertificateValidationCallback = IsOurs,
                },
                cancellation);
        return secure;
    }

    public void Dispose() => _own.Dispose();

    bool IsOurs(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (shown is null)
            return false;
        using var certificate = new X509Certificate2(shown);
        using var judge = new X509Chain
        {
            ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck },
        };
        judge.ChainPolicy.CustomTrustStore.AddRange(_authority);
        return judge.Build(certificate);
    }
}
