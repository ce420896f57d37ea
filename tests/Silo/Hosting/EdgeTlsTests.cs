using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Gateway.Configuration;
using Platform.Gateway.Contracts;
using Platform.Gateway.Destinations;
using Platform.Silo.Hosting;
using Platform.Tests.Silo.Clustering;

namespace Platform.Tests.Silo.Hosting;

/// <summary>S4: between gateway and silo each shows a certificate of the platform's authority, for the side it is on.</summary>
public sealed class EdgeTlsTests : IAsyncLifetime
{
    readonly CertificateAuthority _ours = new(), _theirs = new();
    WebApplication? _silo;

    public async ValueTask InitializeAsync()
    {
        var (certificate, key) = _ours.Sign();
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(
            [new("Edge:Certificate", certificate), new("Edge:CertificateKey", key), new("Edge:Authority", _ours.Root)]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("https://127.0.0.1:0");
        builder.AddEdgeTls();
        _silo = builder.Build();
        _silo.UseEdgeTls();
        _silo.Run(static context => context.Response.WriteAsync("heard"));
        await _silo.StartAsync();
    }

    [Fact]
    public async Task AGatewayWithItsCertificateIsHeard() => Assert.Equal("heard", await Ask(_ours.Sign(server: false)));

    [Fact]
    public async Task WithoutAClientCertificateOnlyHealthIsAnswered()
    {
        Assert.Equal("403", await Ask(null));
        Assert.Equal("heard", await Ask(null, "/alive"));
    }

    [Fact]
    public async Task AForeignExpiredOrServersCertificateIsRefused()
    {
        foreach (var wrong in ((string, string)[])[_theirs.Sign(), _ours.Sign(expired: true), _ours.Sign(client: false), _ours.Sign(client: false, server: false)])
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => Ask(wrong));
    }

    [Fact]
    public void AGatewayTakesNoClientForASilo()
    {
        var (certificate, key) = _ours.Sign(server: false);
        var tls = MutualTls.Read(new ConfigurationBuilder().AddInMemoryCollection(
            [new("Edge:Certificate", certificate), new("Edge:CertificateKey", key), new("Edge:Authority", _ours.Root)]).Build())!;
        Assert.False(tls.AcceptsServer(tls.Certificate));
        Assert.True(tls.AcceptsClient(tls.Certificate));
        Assert.False(tls.AcceptsServer(null));
    }

    [Fact]
    public async Task TheGatewaysOwnConnectionIsHeardAndTakesNoForeignSilo()
    {
        var (certificate, key) = _ours.Sign(server: false);
        Assert.Equal("heard", await AskAsGateway(certificate, key, _ours.Root));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsGateway(certificate, key, _theirs.Root));
    }

    [Fact]
    public void WithCertificatesNoSiloIsReachedInTheOpen()
    {
        var refused = Assert.Throws<SettingsException>(() => GatewaySettings.Read(new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Edge:Secret", Convert.ToBase64String(new byte[32])), new("Edge:Certificate", "gateway.crt"), new("Gateway:Silos:0", "http://10.0.0.5:5001"),
        ]).Build()));
        Assert.Contains("https", refused.Message);
    }

    async Task<string> AskAsGateway(string certificate, string key, string authority)
    {
        var tls = MutualTls.Read(new ConfigurationBuilder().AddInMemoryCollection(
            [new("Edge:Certificate", certificate), new("Edge:CertificateKey", key), new("Edge:Authority", authority)]).Build());
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var client = new SiloClient(new GatewaySettings(), services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), tls);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_silo!.Urls.Single()));
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void OneOfThreeSettingsIsNotEnough() => Assert.Throws<InvalidOperationException>(() => MutualTls.Read(
        new ConfigurationBuilder().AddInMemoryCollection([new("Edge:Certificate", "silo.crt")]).Build()));

    async Task<string> Ask((string Certificate, string Key)? shown, string path = "/")
    {
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
        };
        if (shown is { } files)
            handler.SslOptions.ClientCertificates = [X509Certificate2.CreateFromPemFile(files.Certificate, files.Key)];
        using var client = new HttpClient(handler) { BaseAddress = new(_silo!.Urls.Single()) };
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : $"{(int)response.StatusCode}";
    }

    public async ValueTask DisposeAsync()
    {
        await _silo!.DisposeAsync();
        _ours.Dispose();
        _theirs.Dispose();
    }
}
