using Microsoft.Extensions.DependencyInjection.Extensions;
using Platform.Grains.EventSourcing;
using Platform.Silo.Followers;
using Platform.Silo.Operations;
using Platform.Silo.SignIn;
using Platform.Silo.Storage.Postgres;
using Platform.Silo.Storage.Sqlite;

namespace Platform.Silo.Storage;

/// <summary>The journal as a host adds it.</summary>
static class JournalServices
{
    /// <summary>Adds <see cref="IJournal"/>, <see cref="IReading"/>, <see cref="IAccessLog"/> and <see cref="JournalHealth"/>,
    /// as the section <c>Journal</c> says: <c>Provider</c> (<c>Postgres</c> or <c>Sqlite</c>), <c>ConnectionString</c> or <c>Folder</c>,
    /// <c>MasterKey</c>, and <c>PreviousMasterKeys</c> while a master key is being changed.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong: the message says which.</exception>
    public static IServiceCollection AddJournal(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = JournalSettings.Read(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings.Keys).AddSingleton<JournalHealth>().AddSingleton<AppendTally>()
            .AddSingleton<Seals>().AddSingleton<IJournal, SealedJournal>().AddHostedService<JournalStartup>();
        return settings.Postgres
            ? services.AddSingleton(_ => new PostgresDatabase(settings.Place)).AddSingleton<IStore, PostgresStore>()
                .AddSingleton<IReading, PostgresReading>().AddSingleton<IAccessLog, PostgresAccessRegister>()
                .AddSingleton<INodeStatusStore, PostgresFigureBoard>().AddSingleton<IProjectionLeases, PostgresFollowerLeases>()
                .AddSingleton<IDeadLetterStore, PostgresDeadLetters>().AddSingleton<IOperatorOrders, PostgresOperatorOrders>()
                .AddSingleton<IEndedSessions, PostgresEndedSessions>()
            : services.AddSingleton(_ => new SqliteDatabase(settings.Place)).AddSingleton<SqliteStore>().AddSingleton<IStore>(all => all.GetRequiredService<SqliteStore>())
                .AddSingleton<IReading, SqliteReading>().AddSingleton<IAccessLog, SqliteAccessRegister>()
                .AddSingleton<INodeStatusStore, SqliteFigureBoard>().AddSingleton<IProjectionLeases, SqliteFollowerLeases>()
                .AddSingleton<IDeadLetterStore, SqliteDeadLetters>().AddSingleton<IOperatorOrders, SqliteOperatorOrders>()
                .AddSingleton<IEndedSessions, SqliteEndedSessions>();
    }
}
