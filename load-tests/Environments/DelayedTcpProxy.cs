using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Platform.LoadTests.Environments;

/// <summary>A TCP proxy that delays what is sent to its target.</summary>
sealed class DelayedTcpProxy : IAsyncDisposable
{
    readonly TcpListener listener;
    readonly IPEndPoint target;
    readonly CancellationTokenSource stop = new();
    readonly Task accepting;

    /// <summary>Listens on a free port of an address.</summary>
    public DelayedTcpProxy(IPAddress address, IPEndPoint target)
    {
        (listener, this.target) = (new(address, 0), target);
        listener.Start();
        accepting = Accept();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address => (IPEndPoint)listener.LocalEndpoint;

    /// <summary>How much later everything arrives that is sent to the target.</summary>
    public TimeSpan Delay { get; set; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        stop.Dispose();
    }

    async Task Accept()
    {
        try
        {
            while (true) _ = Connect(await listener.AcceptSocketAsync(stop.Token));
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    async Task Connect(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(target, stop.Token);
                await Task.WhenAny(ForwardDelayed(client, server), Forward(server, client));
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
            {
            }
        }
    }

    // Delays overlap: the proxy adds latency and does not limit bandwidth.
    async Task ForwardDelayed(Socket from, Socket to)
    {
        var queue = Channel.CreateUnbounded<(long Due, byte[] Bytes)>();
        var sending = Send();
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer, stop.Token) is > 0 and var count)
            queue.Writer.TryWrite((Stopwatch.GetTimestamp() + (long)(Delay.TotalSeconds * Stopwatch.Frequency), buffer[..count]));
        queue.Writer.Complete();
        await sending;

        async Task Send()
        {
            await foreach (var (due, bytes) in queue.Reader.ReadAllAsync(stop.Token))
            {
                var rest = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
                if (rest > TimeSpan.FromMilliseconds(1)) await Task.Delay(rest, stop.Token);
                for (var sent = 0; sent < bytes.Length;) sent += await to.SendAsync(bytes.AsMemory(sent), stop.Token);
            }
        }
    }

    async Task Forward(Socket from, Socket to)
    {
        using var memory = MemoryPool<byte>.Shared.Rent(64 * 1024);
        while (await from.ReceiveAsync(memory.Memory, stop.Token) is > 0 and var count)
        {
            for (var sent = 0; sent < count;) sent += await to.SendAsync(memory.Memory[sent..count], stop.Token);
        }
    }
}
