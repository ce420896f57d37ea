using System.Net;
using System.Net.Sockets;
using System.Text;
using Platform.Grains.EventSourcing;
using Platform.LoadTests.Load.Http;

namespace Platform.Tests.LoadTests;

public sealed class RawResponseTests
{
    const string Sized = "HTTP/1.1 201 Created\r\nServer: x\r\ncontent-length: 5\r\n\r\nhello";
    const string Chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA\r\n, citizens\r\n0\r\n\r\n";

    [Theory]
    [InlineData(Sized, 201, "hello")]
    [InlineData(Chunked, 200, "hello, citizens")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", 204, "")]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", 503, "")]
    public void AResponseIsCompleteOnlyWithItsLastByte(string text, int status, string body)
    {
        for (var length = 0; length < text.Length; length++)
            Assert.False(RawResponse.TryRead(Encoding.ASCII.GetBytes(text[..length]), out _, out _), $"{length} bytes");
        Assert.True(RawResponse.TryRead(Encoding.ASCII.GetBytes(text), out var response, out var taken));
        Assert.Equal((status, body, text.Length), (response.Status, Encoding.ASCII.GetString(response.Body), taken));
        Assert.Equal(text.Contains("close", StringComparison.Ordinal), response.ClosesConnection);
    }

    [Fact] public void NonHttpBytesAreRefused() =>
        Assert.Throws<InvalidDataException>(() => RawResponse.TryRead("SSH-2.0-OpenSSH\r\n\r\n"u8.ToArray(), out _, out _));

    [Fact] public async Task AClosedConnectionIsReplacedByANewOne()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var serving = Serve(server, stop.Token);
        var traffic = new Greetings(20);
        await LoadGenerator.Run(new RoundRobinServers((IPEndPoint)server.LocalEndpoint), 3, [traffic], TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await serving;
        Assert.Equal((20, 0), (traffic.Greeted, traffic.Unanswered));
    }

    // Every third connection breaks without an answer, every second one says that it closes.
    static async Task Serve(TcpListener server, CancellationToken cancellation)
    {
        try
        {
            for (var number = 0; ; number++)
            {
                using var client = await server.AcceptTcpClientAsync(cancellation);
                _ = await client.GetStream().ReadAsync(new byte[1024], cancellation);
                if (number % 3 == 0) continue;
                var text = number % 2 == 0 ? Chunked.Replace("OK\r\n", "OK\r\nConnection: close\r\n", StringComparison.Ordinal) : Chunked;
                foreach (var letter in Encoding.ASCII.GetBytes(text)) await client.GetStream().WriteAsync(new[] { letter }, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    sealed class Greetings(int count) : ITraffic
    {
        int given;
        int again;

        public int Greeted { get; private set; }

        public int Unanswered => given - Greeted;

        public bool TryNextRequest(HttpConnection connection)
        {
            if (again == 0 && given == count) return false;
            if (again > 0) again--;
            else given++;
            connection.Request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray();
            return true;
        }

        public void OnResponse(HttpConnection connection, RawResponse response)
        {
            Assert.Equal("hello, citizens", Encoding.ASCII.GetString(response.Body));
            Greeted++;
        }

        public void OnBroken(HttpConnection connection) => again++;
    }
}
