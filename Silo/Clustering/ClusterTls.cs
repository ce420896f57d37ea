using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;
using Platform.Gateway.Contracts;

namespace Platform.Silo.Clustering;

/// <summary>Mutual TLS between silos: each shows a certificate of the cluster's own authority, which signs for nobody else.
/// Settings: <c>Cluster:Certificate</c>, <c>Cluster:CertificateKey</c>, <c>Cluster:Authority</c> (PEM files).</summary>
static class ClusterTls
{
    /// <summary>Plain where no certificate is named and nothing leaves this machine; refused where it would.</summary>
    /// <exception cref="OrleansConfigurationException">What is missing, and what to set.</exception>
    public static void UseClusterTls(this ISiloBuilder silo, IConfigurationSection settings, IPAddress address)
    {
        string?[] named = [settings["Certificate"], settings["CertificateKey"], settings["Authority"]];
        if (named.All(string.IsNullOrEmpty))
        {
            if (!IPAddress.IsLoopback(address))
                throw new OrleansConfigurationException(
                    $"Cluster:Address is {address}, so what silos say to each other leaves this machine: set Cluster:Certificate, Cluster:CertificateKey and "
                    + "Cluster:Authority (PEM files) for mutual TLS. Without them only 127.0.0.1 is possible.");
            return;
        }
        if (named.Any(string.IsNullOrEmpty))
            throw new OrleansConfigurationException("Mutual TLS needs Cluster:Certificate, Cluster:CertificateKey and Cluster:Authority, all three.");
        var (certificate, authority) = Read(named[0]!, named[1]!, named[2]!);
        silo.UseTls(certificate, tls =>
        {
            tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
            tls.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
            tls.RemoteCertificateValidation = (shown, _, _) => IsSignedBy(authority, shown);
            tls.OnAuthenticateAsClient = (_, client) =>
            {
                // The authority vouches for the silo, not for its name: silos change their places.
                client.TargetHost = "silo";
                client.ClientCertificates = [certificate];
            };
        });
    }

    static (X509Certificate2 Certificate, X509Certificate2Collection Authority) Read(string certificate, string key, string authority)
    {
        try
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPemFile(authority);
            return (X509Certificate2.CreateFromPemFile(certificate, key), roots);
        }
        catch (Exception unreadable) when (unreadable is IOException or CryptographicException or UnauthorizedAccessException)
        {
            throw new OrleansConfigurationException($"The certificates between silos cannot be read: {unreadable.Message}");
        }
    }

    /// <summary>A silo is both sides: a gateway's certificate, which is a client's, does not join.</summary>
    internal static bool IsSignedBy(X509Certificate2Collection authority, X509Certificate2? shown) =>
        MutualTls.IsSignedBy(authority, shown, MutualTls.ServerUsage, MutualTls.ClientUsage);
}
