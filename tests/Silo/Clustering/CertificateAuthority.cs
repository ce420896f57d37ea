using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Platform.Gateway.Contracts;

namespace Platform.Tests.Silo.Clustering;

/// <summary>Signs certificates for the silos of one cluster, as PEM files.</summary>
sealed class CertificateAuthority : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-ca-");
    readonly X509Certificate2 _root;
    int _signed;

    public CertificateAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=cluster", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(Root, _root.ExportCertificatePem());
    }

    /// <summary>The authority's own certificate.</summary>
    public string Root => Path.Combine(_folder.FullName, "root.pem");

    /// <summary>The authority, as a silo trusts it.</summary>
    public X509Certificate2Collection Trusted => [_root];

    /// <summary>The files of a silo's certificate and key.</summary>
    public (string Certificate, string Key) Sign(bool expired = false, bool server = true, bool client = true)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=silo", key, HashAlgorithmName.SHA256);
        var usages = new OidCollection();
        if (server)
            usages.Add(new(MutualTls.ServerUsage));
        if (client)
            usages.Add(new(MutualTls.ClientUsage));
        if (usages.Count > 0)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(usages, critical: false));
        using var signed = request.Create(
            _root, DateTimeOffset.UtcNow.AddDays(-10), DateTimeOffset.UtcNow.AddDays(expired ? -1 : 10), BitConverter.GetBytes(++_signed));
        var (certificate, pem) = (Path.Combine(_folder.FullName, $"{_signed}.pem"), Path.Combine(_folder.FullName, $"{_signed}.key"));
        File.WriteAllText(certificate, signed.ExportCertificatePem());
        File.WriteAllText(pem, key.ExportPkcs8PrivateKeyPem());
        return (certificate, pem);
    }

    public void Dispose()
    {
        _root.Dispose();
        _folder.Delete(recursive: true);
    }
}
