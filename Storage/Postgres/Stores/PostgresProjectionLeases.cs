using Dapper;
using Platform.Grains.EventSourcing;

namespace Platform.Storage.Postgres.Stores;

/// <summary>Turns of followers by the clock of PostgreSQL: no silo's own clock can take one from another.</summary>
sealed class PostgresProjectionLeases(PostgresDatabase database) : IProjectionLeases
{
    public async ValueTask<long?> Take(string follower, string holder, TimeSpan length, CancellationToken cancellation) =>
        await database.Ask(database.Pages, connection => connection.ExecuteScalarAsync<long?>(new("""
            insert into follower_leases as l (follower, holder, until, fence) values (@follower, @holder, clock_timestamp() + @length, 1)
            on conflict (follower) do update set holder = excluded.holder, until = excluded.until,
              fence = case when l.holder = excluded.holder and l.until > clock_timestamp() then l.fence else l.fence + 1 end
            where l.holder = excluded.holder or l.until <= clock_timestamp()
            returning fence
            """, new { follower, holder, length }, cancellationToken: cancellation)), cancellation);

    public async ValueTask Release(string follower, string holder, CancellationToken cancellation) =>
        await database.Ask(database.Pages, connection => connection.ExecuteAsync(new(
            "update follower_leases set until = clock_timestamp() where follower = @follower and holder = @holder",
            new { follower, holder }, cancellationToken: cancellation)), cancellation);
}
