using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Serialization;
using Platform.Grains.Interfaces.Contracts;
using Platform.Silo.Clustering;

namespace Platform.Tests.Silo.Clustering;

/// <summary>An outage that a grain meets in one silo is the same outage to a caller at another.</summary>
public sealed class ExceptionSerializationTests
{
    [Fact]
    public void AnOutageOfTheDatabaseCrossesSilosWithItsCause()
    {
        var services = new ServiceCollection().AddSerializer();
        services.AddExceptionSerialization();
        using var provider = services.BuildServiceProvider();
        var serializer = provider.GetRequiredService<Serializer>();
        var outage = new JournalUnavailableException("The database does not answer.", new NpgsqlException("The operation has timed out", new TimeoutException()));

        var received = Assert.IsType<JournalUnavailableException>(serializer.Deserialize<Exception>(serializer.SerializeToArray<Exception>(outage)));

        Assert.Equal(outage.Message, received.Message);
        Assert.Equal("The operation has timed out", received.InnerException?.Message);
    }
}
