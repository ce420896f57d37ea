using System.Net;
using Npgsql;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Faults;

/// <summary>Counts the events that each silo commits, by a trigger in the database: a zombie that writes is found even where no client notices.</summary>
/// <remarks>PostgreSQL tells silos apart by the loopback address at which they reach it.</remarks>
sealed class JournalWriteAudit : IAsyncDisposable
{
    const string Create = """
        create table if not exists load_test_writes (server inet, events bigint, at timestamptz);
        create or replace function count_load_test_writes() returns trigger language plpgsql security definer as $$
        begin
          insert into load_test_writes select inet_server_addr(), count(*), clock_timestamp() from added having count(*) > 0;
          return null;
        end $$;
        create trigger load_test_writes after insert on events referencing new table as added for each statement execute function count_load_test_writes()
        """;

    const string Drop = """
        drop trigger load_test_writes on events;
        drop function count_load_test_writes;
        drop table load_test_writes
        """;

    readonly FaultRun run;
    readonly NpgsqlDataSource database;

    JournalWriteAudit(FaultRun run) => (this.run, database) = (run, run.OpenDatabase());

    /// <summary>A plan whose silos reach PostgreSQL at an address of their own.</summary>
    public static ClusterPlan Prepare(ClusterPlan plan) => plan with
    {
        PostgresSettings = [.. plan.PostgresSettings, $"listen_addresses=127.0.0.1,{string.Join(',', Enumerable.Range(0, plan.Silos).Select(AddressOf))}"],
        DatabaseConnection = (silo, direct) => new NpgsqlConnectionStringBuilder(plan.DatabaseConnection(silo, direct)) { Host = $"{AddressOf(silo)}" }.ConnectionString,
    };

    /// <summary>Counts from now on, in a cluster of a prepared plan.</summary>
    public static async Task<JournalWriteAudit> Start(FaultRun run)
    {
        var audit = new JournalWriteAudit(run);
        await audit.Execute(Create);
        return audit;
    }

    /// <summary>Events that a silo has committed so far, of those inserted before a moment.</summary>
    public async Task<long> CountEvents(ServerProcess silo, DateTimeOffset until)
    {
        await using var count = database.CreateCommand("select coalesce(sum(events), 0)::bigint from load_test_writes where server = $1 and at <= $2");
        count.Parameters.AddWithValue(AddressOf(run.Cluster.NumberOf(silo)));
        count.Parameters.AddWithValue(until.UtcDateTime);
        return (long)(await count.ExecuteScalarAsync(run.Cancellation))!;
    }

    public async ValueTask DisposeAsync()
    {
        await Execute(Drop);
        await database.DisposeAsync();
    }

    static IPAddress AddressOf(int silo) => new([127, 0, 0, (byte)(10 + silo)]);

    async Task Execute(string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
