using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Silo.Hosting;
using Platform.Silo.Tenants;
using Platform.Web.Access;

namespace Platform.Tests.Web.Api;

/// <summary>A whole silo behind Kestrel, on SQLite in a folder of its own. Tests take the part of its gateway.</summary>
public sealed class SiloFixture : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("platform-api-").FullName;
    WebApplication? _app;
    int _towns;

    internal byte[] Secret { get; } = RandomNumberGenerator.GetBytes(32);

    internal HttpClient Http { get; private set; } = new();

    internal IServiceProvider Services => _app!.Services;

    internal WebApplication App => _app!;

    public async ValueTask InitializeAsync()
    {
        _app = Build(new()
        {
            ["Journal:Provider"] = "Sqlite", ["Journal:Folder"] = _folder,
            ["Journal:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        });
        await _app.StartAsync();
        Http = Client(_app);
    }

    /// <summary>A silo with these settings, not started.</summary>
    internal WebApplication Build(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings)
            .AddInMemoryCollection([new("Edge:Secret", Convert.ToBase64String(Secret)), new("Measurement:Edge", "true")]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddSilo();
        var app = builder.Build();
        app.MapSilo();
        return app;
    }

    /// <summary>A client of a silo that binds what it sends, as a gateway does.</summary>
    internal HttpClient Client(WebApplication app) => new(new ProvingHandler(Secret)) { BaseAddress = new(app.Urls.Single()) };

    /// <summary>A tenant that nobody used before.</summary>
    internal Task<TestTenant> Town() => Town(_app!.Services, Http, $"ville-{Interlocked.Increment(ref _towns)}");

    internal async Task<TestTenant> Town(IServiceProvider services, HttpClient http, string name)
    {
        var id = TenantId.Parse(name);
        using (TenantScope.Enter(id))
        {
            var outcome = await services.GetRequiredService<IGrainFactory>().Tenant(id).Configure(new("setup/" + name, Actor.Platform, Settings(name)));
            Assert.Null(outcome.Refusal);
        }
        await services.GetRequiredService<TenantCache>().Refresh();
        return new(id, http, Secret);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        Http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    static TenantSettings Settings(string name) => new(
        "Ville de " + name, TenantKind.Commune, null, [name + ".example"], new("#1f3d7a", "#b3541e", "V"), ["fr", "en"], Calendar.Default,
        [Service("voirie", "cadre-de-vie"), Service("aide-sociale", "social")], Budget.Default);

    static Service Service(string id, string sector) => new(
        new(id), new(id), new("Pour tous."), sector, [new(Channel.Phone, "03 00 00 00 00", new("Accueil"))], [new(DayOfWeek.Monday, new(8, 0), new(12, 0))]);
}

[CollectionDefinition(Name)]
public sealed class SiloCollection : ICollectionFixture<SiloFixture>
{
    public const string Name = "silo";
}
