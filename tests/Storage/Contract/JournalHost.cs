using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Grains.Citizens;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Access;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Operations;
using Platform.Grains.Interfaces.Requests;
using Platform.Storage;
using Platform.Storage.Journal;
using Platform.Storage.Queries;
using Platform.Web.Operations.Monitoring;

namespace Platform.Tests.Storage.Contract;

/// <summary>A host of the journal alone, as a silo adds it.</summary>
sealed class JournalHost : IAsyncDisposable
{
    public const string MasterKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    readonly ServiceProvider services;

    JournalHost(ServiceProvider services) => this.services = services;

    public IJournal Journal => services.GetRequiredService<IJournal>();

    public IRequestQueries Requests => services.GetRequiredService<IRequestQueries>();

    public ITenantReader Reading => services.GetRequiredService<ITenantReader>();

    public ICitizenQueries Citizens => services.GetRequiredService<ICitizenQueries>();

    public ICitizenIndexStore Index => services.GetRequiredService<ICitizenIndexStore>();

    public IAccessLog Register => services.GetRequiredService<IAccessLog>();

    public NodeStatusBoard Statuses => new(services.GetRequiredService<INodeStatusStore>());

    public IOperatorCommandStore Orders => services.GetRequiredService<IOperatorCommandStore>();

    public IProjectionLeases Leases => services.GetRequiredService<IProjectionLeases>();

    public IDeadLetterStore Letters => services.GetRequiredService<IDeadLetterStore>();

    public IJournalStore Store => services.GetRequiredService<IJournalStore>();

    public IRevokedSessionStore RevokedSessions => services.GetRequiredService<IRevokedSessionStore>();

    public JournalHealth Health => services.GetRequiredService<JournalHealth>();

    /// <summary>Starts one, which must be ready at once.</summary>
    public static async Task<JournalHost> Open(params (string Name, string Value)[] settings)
    {
        var house = await Start(settings);
        Assert.Null(house.Health.Trouble);
        return house;
    }

    /// <summary>Starts one, ready or not.</summary>
    public static async Task<JournalHost> Start(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Journal:MasterKey", MasterKey), .. settings.Select(one => new KeyValuePair<string, string?>("Journal:" + one.Name, one.Value))])
            .Build();
        var house = new JournalHost(new ServiceCollection().AddLogging().AddStorage(configuration).BuildServiceProvider());
        foreach (var hosted in house.services.GetServices<IHostedService>()) await hosted.StartAsync(default);
        return house;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in services.GetServices<IHostedService>()) await hosted.StopAsync(default);
        await services.DisposeAsync();
    }
}
