using System.Data.Common;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Storage.Queries;

/// <summary>Reads of lists, for pages and API: never the truth of one thing, which its grain tells.</summary>
interface ITenantReader
{
    /// <summary>A connection that reads one tenant, until it is disposed. On PostgreSQL the database shows this tenant alone, whatever the
    /// SQL forgets; on SQLite nothing does. So every SQL names <c>tenant = @tenant</c>: the first wall.</summary>
    /// <exception cref="JournalUnavailableException">The database is away.</exception>
    ValueTask<ReadScope> Open(TenantId tenant, CancellationToken cancellation = default);
}

/// <summary>A connection for reading one tenant. Write SQL that both databases know, with Dapper: ids and moments are
/// mapped; an enum is read from its text, and given as text (<c>ToString</c>).</summary>
sealed class ReadScope(DbConnection connection, Func<ValueTask> end) : IAsyncDisposable
{
    public DbConnection Connection => connection;

    public ValueTask DisposeAsync() => end();
}
