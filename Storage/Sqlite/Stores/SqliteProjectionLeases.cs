using Platform.Grains.EventSourcing;

namespace Platform.Storage.Sqlite.Stores;

/// <summary>On SQLite one process alone has the journal: every turn is its own.</summary>
sealed class SqliteProjectionLeases : IProjectionLeases
{
    public ValueTask<long?> Take(string follower, string holder, TimeSpan length, CancellationToken cancellation) => new(0);

    public ValueTask Release(string follower, string holder, CancellationToken cancellation) => default;
}
