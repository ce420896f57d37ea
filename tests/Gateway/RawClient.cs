using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Platform.Tests.Gateway;

/// <summary>A connection to the gateway on which a test writes what it likes, from any address of this machine.</summary>
sealed class RawClient : IDisposable
{
    static readonly TimeSpan _timeout = TimeSpan.FromSeconds(20);

    readonly TcpClient _client;

    RawClient(TcpClient client) => _client = client;

    public static async Task<RawClient> Connect(Uri gateway, string from = "127.0.0.1")
    {
        var client = new TcpClient(new IPEndPoint(IPAddress.Parse(from), 0));
        await client.ConnectAsync(IPAddress.Loopback, gateway.Port);
        return new(client);
    }

    /// <summary>Announces a body, and sends so much of it.</summary>
    public async Task<RawClient> SendPart(string host, int announced, int sent, string path = "/api/echo")
    {
        await Send($"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {announced}\r\n\r\n{new string(' ', sent)}");
        return this;
    }

    public async Task Send(string text) => await _client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));

    /// <summary>The status of the answer.</summary>
    public async Task<int> Status()
    {
        using var deadline = new CancellationTokenSource(_timeout);
        var head = new byte[12];
        await _client.GetStream().ReadExactlyAsync(head, deadline.Token);
        return int.Parse(Encoding.ASCII.GetString(head)[9..]);
    }

    /// <summary>Reads until these words have come.</summary>
    public async Task ReadUntil(string words)
    {
        using var deadline = new CancellationTokenSource(_timeout);
        var (heard, buffer) = ("", new byte[4096]);
        while (!heard.Contains(words, StringComparison.Ordinal))
        {
            var read = await _client.GetStream().ReadAsync(buffer, deadline.Token);
            Assert.NotEqual(0, read);
            heard += Encoding.ASCII.GetString(buffer, 0, read);
        }
    }

    /// <summary>The gateway ends the connection.</summary>
    public async Task Ends()
    {
        using var deadline = new CancellationTokenSource(_timeout);
        var buffer = new byte[4096];
        try
        {
            while (await _client.GetStream().ReadAsync(buffer, deadline.Token) > 0)
            {
                // What had been sent before.
            }
        }
        catch (IOException)
        {
            // Reset.
        }
    }

    /// <summary>Whether an answer is there.</summary>
    public bool IsAnswered => _client.Available > 0;

    public void Dispose() => _client.Dispose();
}
