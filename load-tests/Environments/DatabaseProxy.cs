using System.Net;
using Npgsql;

namespace Platform.LoadTests.Environments;

/// <summary>A <see cref="DelayedTcpProxy"/> in front of a database, started when the database's port is known.</summary>
/// <param name="address">The address it listens on.</param>
sealed class DatabaseProxy(IPAddress address) : IAsyncDisposable
{
    DelayedTcpProxy? proxy;

    /// <summary>How much later everything sent to the database arrives there.</summary>
    public TimeSpan Delay
    {
        set => proxy!.Delay = value;
    }

    /// <summary>The port it listens on.</summary>
    public int Port => proxy!.Address.Port;

    /// <summary>A connection string that leads through the proxy, from one that leads to the database directly.</summary>
    public string ConnectionString(int silo, string direct)
    {
        var builder = new NpgsqlConnectionStringBuilder(direct);
        lock (this) proxy ??= new(address, new(IPAddress.Loopback, builder.Port));
        (builder.Host, builder.Port) = ($"{address}", proxy.Address.Port);
        return builder.ConnectionString;
    }

    public ValueTask DisposeAsync() => proxy?.DisposeAsync() ?? ValueTask.CompletedTask;
}
