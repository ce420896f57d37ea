using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Platform.LoadTests.Journeys.Siege;

/// <summary>One stranger at one address, <c>127.0.0.9</c>, who has no account and no key.</summary>
/// <param name="gateway">Where the attack goes.</param>
/// <param name="host">Whom it is for.</param>
sealed class Besieger(IPEndPoint gateway, string host)
{
    const int HeldBytes = 250_000, SlowBytes = 200_000, FloodConnections = 32;

    // Just above the least rate that Kestrel asks of a body (240 bytes a second): no slow one is cut off for that.
    static readonly byte[] _drop = Encoding.ASCII.GetBytes(new string(' ', 300));
    static readonly TimeSpan _dropInterval = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<string, int> _heard = new();

    /// <summary>What the attacker heard since it was last asked, by status.</summary>
    public string TakeSummary()
    {
        var summary = string.Join(", ", _heard.OrderBy(one => one.Key).Select(one => $"{one.Value} x {one.Key}"));
        _heard.Clear();
        return summary.Length == 0 ? "" : $"; the stranger heard {summary}";
    }

    /// <summary>So many bodies, each a few hundred bytes a second; they begin one after the other within this time.</summary>
    public Task SendSlowly(int bodies, TimeSpan within, CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, bodies).Select(one => Attack(within * one / bodies, async stream =>
    {
        await stream.WriteAsync(Head(SlowBytes), stop);
        using var timer = new PeriodicTimer(_dropInterval);
        while (stream.Socket.Available == 0 && await timer.WaitForNextTickAsync(stop))
            await stream.WriteAsync(_drop, stop);
        await Hear(stream, stop);
    }, stop)));

    /// <summary>So many bodies, each whole but for its last byte; they begin one after the other within this time.</summary>
    public Task HoldBack(int bodies, TimeSpan within, CancellationToken stop)
    {
        var body = Encoding.ASCII.GetBytes(new string(' ', HeldBytes - 1));
        return Task.WhenAll(Enumerable.Range(0, bodies).Select(one => Attack(within * one / bodies, async stream =>
        {
            await stream.WriteAsync(Head(HeldBytes), stop);
            await stream.WriteAsync(body, stop);
            await Hear(stream, stop);
        }, stop)));
    }

    /// <summary>So many requests a second for the home page.</summary>
    public Task Flood(int perSecond, CancellationToken stop)
    {
        var request = Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");
        var pause = TimeSpan.FromSeconds((double)FloodConnections / perSecond);
        return Task.WhenAll(Enumerable.Range(0, FloodConnections).Select(one => Attack(pause * one / FloodConnections, async stream =>
        {
            using var timer = new PeriodicTimer(pause);
            while (await timer.WaitForNextTickAsync(stop))
            {
                await stream.WriteAsync(request, stop);
                await Hear(stream, stop);
            }
        }, stop)));
    }

    byte[] Head(int length) => Encoding.ASCII.GetBytes(
        $"POST /contact HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n");

    // What a server does to an attacker's connection is no error of this program.
    async Task Attack(TimeSpan delay, Func<NetworkStream, Task> attack, CancellationToken stop)
    {
        try
        {
            await Task.Delay(delay, stop);
            using var client = new TcpClient(new IPEndPoint(IPAddress.Parse("127.0.0.9"), 0));
            await client.ConnectAsync(gateway, stop);
            await attack(client.GetStream());
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            Count(e is OperationCanceledException ? "nothing" : "a broken connection");
        }
    }

    async Task Hear(NetworkStream stream, CancellationToken stop)
    {
        var buffer = new byte[64 * 1024];
        var read = await stream.ReadAsync(buffer, stop);
        Count(read < 12 ? "an end" : Encoding.ASCII.GetString(buffer, 9, 3));
    }

    void Count(string what) => _heard.AddOrUpdate(what, 1, static (_, count) => count + 1);
}
