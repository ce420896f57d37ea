using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Net;
using Orleans.Runtime;

namespace Platform.Tests.Cluster;

/// <summary>Signs certificates for the silos of one cluster.</summary>
sealed class Authority : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-ca-");
    readonly X509Certificate2 _root;
    int _made;

    public Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=cluster", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(Root, _root.ExportCertificatePem());
    }

    string Root => Path.Combine(_folder.FullName, "root.pem");

    /// <summary>What a silo shows, and whom it trusts: this authority, or another.</summary>
    public LinkSecurity Member(bool expired = false, Authority? trusts = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=silo", key, HashAlgorithmName.SHA256);
        using var signed = request.Create(_root, DateTimeOffset.UtcNow.AddDays(-10), DateTimeOffset.UtcNow.AddDays(expired ? -1 : 10), BitConverter.GetBytes(++_made));
        var (certificate, pem) = (Path.Combine(_folder.FullName, $"{_made}.pem"), Path.Combine(_folder.FullName, $"{_made}.key"));
        File.WriteAllText(certificate, signed.ExportCertificatePem());
        File.WriteAllText(pem, key.ExportPkcs8PrivateKeyPem());
        return LinkSecurity.Read(certificate, pem, (trusts ?? this).Root, IPAddress.Loopback)!;
    }

    public void Dispose()
    {
        _root.Dispose();
        _folder.Delete(recursive: true);
    }
}
