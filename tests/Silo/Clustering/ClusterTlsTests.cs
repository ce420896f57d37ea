using System.Security.Cryptography.X509Certificates;
using Platform.Grains.EventSourcing;
using Platform.Silo.Clustering;

namespace Platform.Tests.Silo.Clustering;

/// <summary>A silo speaks to silos of its own authority alone.</summary>
public sealed class ClusterTlsTests
{
    [Fact]
    public void ACertificateOfTheOwnAuthorityIsAccepted()
    {
        using var ours = new CertificateAuthority();
        Assert.True(Shows(ours.Sign().Certificate, ours));
    }

    [Fact]
    public void AForeignExpiredOrMissingCertificateIsRefused()
    {
        using var ours = new CertificateAuthority();
        using var theirs = new CertificateAuthority();
        Assert.False(Shows(theirs.Sign().Certificate, ours));
        Assert.False(Shows(ours.Sign(expired: true).Certificate, ours));
        Assert.False(ClusterTls.IsSignedBy(ours.Trusted, null));
    }

    [Fact]
    public void ACertificateOfAnotherUsageIsRefused()
    {
        using var ours = new CertificateAuthority();
        Assert.False(Shows(ours.Sign(server: false).Certificate, ours));
        Assert.False(Shows(ours.Sign(client: false).Certificate, ours));
        Assert.False(Shows(ours.Sign(server: false, client: false).Certificate, ours));
    }

    static bool Shows(string file, CertificateAuthority trusted)
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(file);
        return ClusterTls.IsSignedBy(trusted.Trusted, certificate);
    }
}
