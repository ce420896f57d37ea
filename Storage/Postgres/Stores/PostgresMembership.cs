using Dapper;
using Npgsql;

namespace Platform.Storage.Postgres.Stores;

/// <summary>What is asked of Orleans' membership table beside Orleans' own queries.</summary>
static class PostgresMembership
{
    /// <summary>Removes what earlier processes left there under the address of this one with a later generation: their clock was ahead. Who holds
    /// the port now knows that they are gone, and Orleans would end it as the older of two.</summary>
    /// <param name="connectionString">Of the membership's database.</param>
    /// <param name="cluster">Orleans' cluster id.</param>
    /// <param name="address">The silo's address, as Orleans writes it.</param>
    /// <param name="port">The silo's port.</param>
    /// <param name="generation">A generation made by the clock of now.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many were removed.</returns>
    public static async Task<int> RemoveLaterGenerations(
        string connectionString, string cluster, string address, int port, int generation, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        return await connection.ExecuteScalarAsync<int>(new("""
            with removed as (
              delete from OrleansMembershipTable
              where DeploymentId = @cluster and Address = @address and Port = @port and Generation > @generation returning 1),
            raised as (
              update OrleansMembershipVersionTable set Version = Version + 1, Timestamp = now() where DeploymentId = @cluster and exists (select from removed))
            select count(*)::int from removed
            """, new { cluster, address, port, generation }, cancellationToken: cancellation));
    }
}
