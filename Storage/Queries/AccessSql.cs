namespace Platform.Storage.Queries;

/// <summary>The register's page, in SQL that both databases know.</summary>
static class AccessSql
{
    public static string Page(Guid? before) => $"""
        select id, tenant, subject, what, at, citizen, request from access_register
        where tenant = @tenant and citizen = @citizen {(before is null ? "" : "and id < @before")} order by id desc limit @limit
        """;
}
