using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Platform.LoadTests.Environments;

/// <summary>A certificate authority and one certificate issued by it, for mutual TLS between silos on a network. Valid for days only.</summary>
sealed class ClusterCertificates : IAsyncDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("platform-tls-").FullName;

    /// <summary>Creates both in a temporary folder.</summary>
    public ClusterCertificates()
    {
        var (from, until) = (DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(2));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=silos of a load test", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var root = authority.CreateSelfSigned(from, until);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=silo", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], false));
        using var signed = request.Create(root, from.AddHours(1), until.AddHours(-1), RandomNumberGenerator.GetBytes(16));
        File.WriteAllText(Path.Combine(folder, "authority.pem"), root.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "silo.pem"), signed.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "silo.key"), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>The silo settings that name them.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Cluster:Certificate"] = Path.Combine(folder, "silo.pem"), ["Cluster:CertificateKey"] = Path.Combine(folder, "silo.key"),
        ["Cluster:Authority"] = Path.Combine(folder, "authority.pem"),
    };

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
