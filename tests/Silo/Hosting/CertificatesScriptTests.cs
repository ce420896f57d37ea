using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Platform.Gateway.Contracts;
using Platform.Tests.Architecture;

namespace Platform.Tests.Silo.Hosting;

/// <summary>The certificates that <c>deploy/certificates.sh</c> makes are those that gateway and silo ask for.</summary>
public sealed class CertificatesScriptTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("certificates-").FullName;

    [Fact]
    public async Task ASilosIsForBothSidesAndAGatewaysForClientsAlone()
    {
        if (!File.Exists("/usr/bin/openssl"))
            Assert.Skip("openssl is not installed.");
        using var made = Process.Start(new ProcessStartInfo("bash", [Path.Combine(SourceTree.Root, "deploy", "certificates.sh"), _folder, "10.0.0.5", "gateway=gateway.platform.svc"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, made.ExitCode);
        var authority = new X509Certificate2Collection();
        authority.ImportFromPemFile(Path.Combine(_folder, "authority.crt"));
        using var silo = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_folder, "10.0.0.5.crt"));
        using var gateway = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_folder, "gateway.platform.svc.crt"));
        Assert.True(MutualTls.IsSignedBy(authority, silo, MutualTls.ServerUsage, MutualTls.ClientUsage));
        Assert.True(MutualTls.IsSignedBy(authority, gateway, MutualTls.ClientUsage));
        Assert.False(MutualTls.IsSignedBy(authority, gateway, MutualTls.ServerUsage));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "gateway.platform.svc.key")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
