using System.Net;
using Npgsql;

namespace Platform.LoadTests.Environments;

/// <summary>A wire to a database, laid when the database has its port.</summary>
/// <param name="address">Where it begins.</param>
sealed class LateWire(IPAddress address) : IAsyncDisposable
{
    Wire? wire;

    /// <summary>How much later everything arrives at the database.</summary>
    public TimeSpan Delay
    {
        set => wire!.Delay = value;
    }

    /// <summary>Where it begins.</summary>
    public int Port => wire!.Address.Port;

    /// <summary>The way to the database through it.</summary>
    public string Through(int silo, string plainly)
    {
        var builder = new NpgsqlConnectionStringBuilder(plainly);
        lock (this) wire ??= new(address, new(IPAddress.Loopback, builder.Port));
        (builder.Host, builder.Port) = ($"{address}", wire.Address.Port);
        return builder.ConnectionString;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => wire?.DisposeAsync() ?? ValueTask.CompletedTask;
}
