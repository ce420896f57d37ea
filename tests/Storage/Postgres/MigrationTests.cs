using Platform.Storage.Mapping;

namespace Platform.Tests.Storage.Postgres;

public class MigrationTests
{
    [Theory]
    [InlineData("Postgres")]
    [InlineData("Sqlite")]
    public void AMigrationHasANumberOfItsOwn(string database)
    {
        var numbers = Migrations.Of(database).Select(static one => one.Number).ToArray();
        Assert.Equal(numbers.Distinct(), numbers);
        Assert.True(numbers.Length > 3);
    }
}
