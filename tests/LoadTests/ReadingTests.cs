using System.Net;
using System.Net.Sockets;
using Platform.LoadTests.Load.Histories;
using Platform.LoadTests.Load.Http;

namespace Platform.Tests.LoadTests;

public sealed class ReadingTests
{
    /// <summary>A gateway that holds a town back answers few of its files a second: were ever new ones asked for, the first would be given up
    /// before they were asked for again, and counted as lost.</summary>
    [Fact] public void FilesThatWereNotGivenAreAskedForAgainBeforeNewOnes()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var connection = Connection.Open((IPEndPoint)server.LocalEndpoint);
        var reader = new HistoryTraffic(Enumerable.Range(0, 5000).Select(_ => ("saint-aubin", Guid.NewGuid())), 80);
        var asked = new HashSet<string>();
        for (var i = 0; i < 5000; i++)
        {
            if (!reader.Next(connection)) continue;
            asked.Add(System.Text.Encoding.ASCII.GetString(connection.Request.Span));
            reader.Broken(connection);
        }
        Assert.InRange(asked.Count, 1000, 1024);
        Assert.Equal(0, reader.Unanswered);
    }
}
