using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Gateway.Contracts;
using Platform.Grains.EventSourcing;
using Platform.LoadTests.Environments;
using Platform.LoadTests.Platforms.Postgres;
using Platform.Silo.Hosting;

namespace Platform.Tests.Silo.Clustering;

/// <summary>Two whole silos on one PostgreSQL, joined by Orleans' membership over mutual TLS.</summary>
[Trait("Speed", "Slow")]
public sealed class ClusterTests : IAsyncLifetime
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    readonly CertificateAuthority _authority = new();
    readonly string _secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    readonly List<WebApplication> _silos = [];
    TemporaryPostgres? _postgres;

    public async ValueTask InitializeAsync() => _postgres = await TemporaryPostgres.Start();

    [Fact]
    public async Task SilosFindEachOtherAndADrainedOneLeavesTheList()
    {
        var (first, second) = (await Start("silo-1"), await Start("silo-2"));
        await Lists(first, "silo-1", "silo-2");
        await Lists(second, "silo-1", "silo-2");
        var stopped = second.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        Assert.True(await Directory(first).Drain("silo-2", TestContext.Current.CancellationToken));
        Assert.True(stopped.IsCancellationRequested);
        Assert.False(await Directory(first).Drain("nobody", TestContext.Current.CancellationToken));
        await second.StopAsync(TestContext.Current.CancellationToken);
        await Lists(first, "silo-1");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
        {
            await silo.StopAsync();
            await silo.DisposeAsync();
        }
        await _postgres!.DisposeAsync();
        _authority.Dispose();
    }

    static ISiloDirectory Directory(WebApplication silo) => silo.Services.GetRequiredService<ISiloDirectory>();

    static async Task Lists(WebApplication silo, params string[] names)
    {
        using var deadline = new CancellationTokenSource(Timeout);
        for (var list = Directory(silo).List(); !list.Silos.Select(one => one.Name).SequenceEqual(names); list = Directory(silo).List())
        {
            await Directory(silo).WaitForChange(list.Version, Timeout, deadline.Token);
            Assert.False(deadline.IsCancellationRequested, $"{string.Join(", ", list.Silos.Select(one => one.Name))} instead of {string.Join(", ", names)}.");
        }
    }

    async Task<WebApplication> Start(string name)
    {
        var (certificate, key) = _authority.Sign();
        var address = $"http://127.0.0.1:{FreePort.Take()}";
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Journal:Provider"] = "Postgres", ["Journal:ConnectionString"] = _postgres!.ConnectionString, ["Journal:MasterKey"] = _secret,
            ["Edge:Secret"] = _secret, ["Cluster:Provider"] = "Postgres", ["Cluster:Name"] = name, ["Cluster:HttpAddress"] = address,
            ["Cluster:SiloPort"] = FreePort.Take().ToString(null, null), ["Cluster:Certificate"] = certificate, ["Cluster:CertificateKey"] = key,
            ["Cluster:Authority"] = _authority.Root,
        });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        builder.AddSilo();
        var silo = builder.Build();
        silo.MapSilo();
        _silos.Add(silo);
        await silo.StartAsync();
        return silo;
    }
}
