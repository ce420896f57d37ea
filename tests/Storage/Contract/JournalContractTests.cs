namespace Platform.Tests.Storage.Contract;

public sealed class JournalOnSqlite(SqliteFolder database) : JournalContract, IClassFixture<SqliteFolder>
{
    private protected override IDatabase Database => database;
}

[Trait("Speed", "Slow")]
public sealed class JournalOnPostgres(PostgresServer database) : JournalContract, IClassFixture<PostgresServer>
{
    private protected override IDatabase Database => database;
}
