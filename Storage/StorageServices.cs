using Microsoft.Extensions.DependencyInjection.Extensions;
using Platform.Grains.Citizens;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Access;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Operations;
using Platform.Grains.Interfaces.Requests;
using Platform.Storage.Journal;
using Platform.Storage.Postgres;
using Platform.Storage.Postgres.Stores;
using Platform.Storage.Queries;
using Platform.Storage.Sqlite;
using Platform.Storage.Sqlite.Stores;

namespace Platform.Storage;

/// <summary>The journal, queries and stores as a host adds them.</summary>
static class StorageServices
{
    /// <summary>Adds <see cref="IJournal"/>, the queries, <see cref="IAccessLog"/> and <see cref="JournalHealth"/>,
    /// as the section <c>Journal</c> says: <c>Provider</c> (<c>Postgres</c> or <c>Sqlite</c>), <c>ConnectionString</c> or <c>Folder</c>,
    /// <c>MasterKey</c>, and <c>PreviousMasterKeys</c> while a master key is being changed.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong: the message says which.</exception>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = JournalSettings.Read(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings.Keys).AddSingleton<JournalHealth>().AddSingleton<AppendCounters>()
            .AddSingleton<IRequestQueries, RequestQueries>().AddSingleton<ICitizenQueries, CitizenQueries>()
            .AddSingleton<PersonalDataEncryption>().AddSingleton<IJournal, SealedJournal>().AddHostedService<JournalStartup>();
        return settings.Postgres
            ? services.AddSingleton(_ => new PostgresDatabase(settings.Place)).AddSingleton<IJournalStore, PostgresStore>()
                .AddSingleton<ITenantReader, PostgresTenantReader>().AddSingleton<IAccessLog, PostgresAccessLog>()
                .AddSingleton<INodeStatusStore, PostgresNodeStatusStore>().AddSingleton<IProjectionLeases, PostgresProjectionLeases>()
                .AddSingleton<IDeadLetterStore, PostgresDeadLetters>().AddSingleton<IOperatorCommandStore, PostgresOperatorCommandStore>()
                .AddSingleton<IRevokedSessionStore, PostgresRevokedSessionStore>().AddSingleton<ICitizenIndexStore, PostgresCitizenIndex>()
            : services.AddSingleton(_ => new SqliteDatabase(settings.Place)).AddSingleton<SqliteStore>().AddSingleton<IJournalStore>(all => all.GetRequiredService<SqliteStore>())
                .AddSingleton<ITenantReader, SqliteTenantReader>().AddSingleton<IAccessLog, SqliteAccessLog>()
                .AddSingleton<INodeStatusStore, SqliteNodeStatusStore>().AddSingleton<IProjectionLeases, SqliteProjectionLeases>()
                .AddSingleton<IDeadLetterStore, SqliteDeadLetters>().AddSingleton<IOperatorCommandStore, SqliteOperatorCommandStore>()
                .AddSingleton<IRevokedSessionStore, SqliteRevokedSessionStore>().AddSingleton<ICitizenIndexStore, SqliteCitizenIndex>();
    }
}
