using System.Data.Common;
using Dapper;
using Platform.Grains.Citizens;
using Platform.Grains.EventSourcing;
using Platform.Storage.Journal;
using Platform.Storage.Mapping;

namespace Platform.Storage.Queries;

/// <summary>The search's rows, in SQL that both databases know.</summary>
static class CitizenIndexSql
{
    static readonly RowTable Table = RowTable.Of(typeof(CitizenRow));

    static readonly string Replace = $"""
        insert into {Table.Name} ({Table.ColumnNames}) values ({string.Join(", ", Table.Columns.Select(column => "@" + column.Property.Name))}) {Table.Replacing}
        """;

    public static Task<long> Count(DbConnection connection, int version) =>
        connection.ExecuteScalarAsync<long>("select count(*) from citizen_rows where indexed < @version", new { version });

    public static async Task<IReadOnlyList<IndexedCitizen>> Outdated(DbConnection connection, int version, IndexedCitizen? after, int limit) =>
        [.. await connection.QueryAsync<IndexedCitizen>(
            $"""
            select tenant, id, changed_at from citizen_rows where indexed < @version
            {(after is null ? "" : "and (tenant > @tenant or tenant = @tenant and id > @id)")} order by tenant, id limit @limit
            """, new { version, limit, tenant = after?.Tenant.Value, id = after?.Id.Value })];

    /// <summary>Writes within a transaction that the caller began.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">It; null where the connection has begun it by itself.</param>
    /// <param name="locking">What the row is read with, so that its grain waits.</param>
    /// <param name="row">The row.</param>
    /// <param name="words">All its words.</param>
    /// <param name="claims">What it may own.</param>
    /// <param name="version">Of the file.</param>
    public static bool Write(
        DbConnection connection, DbTransaction? transaction, string locking, CitizenRow row, IReadOnlyList<string> words, IReadOnlyList<(ClaimKey Key, bool Verified)> claims, long version)
    {
        var (tenant, id, owner) = (row.Tenant.Value, row.Id, row.Id.ToString());
        if (connection.QueryFirstOrDefault<int?>(
                $"select indexed from citizen_rows where tenant = @tenant and id = @id {locking}", new { tenant, id }, transaction) is null
            || connection.ExecuteScalar<long>(
                "select version from streams where tenant = @tenant and kind = 'citizen' and id = @owner", new { tenant, owner }, transaction) != version)
            return false;
        connection.Execute(Replace, row, transaction);
        connection.Execute("delete from citizen_word_rows where tenant = @tenant and citizen = @id", new { tenant, id }, transaction);
        connection.Execute(
            "insert into citizen_word_rows (tenant, word, citizen) values (@tenant, @word, @id)", words.Select(word => new { tenant, word, id }), transaction);
        connection.Execute(
            """
            insert into claims (scope, kind, value, tenant, owner, verified) values (@scope, @kind, @value, @tenant, @owner, @verified) on conflict do nothing
            """,
            claims.Select(claim => new
            {
                scope = ClaimScope.Of(row.Tenant, claim.Key), kind = claim.Key.Kind, value = claim.Key.Value, tenant, owner, verified = claim.Verified,
            }), transaction);
        return true;
    }
}
