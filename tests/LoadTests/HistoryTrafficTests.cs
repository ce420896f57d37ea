using System.Net;
using System.Net.Sockets;
using Platform.Grains.EventSourcing;
using Platform.LoadTests.Load.Histories;
using Platform.LoadTests.Load.Http;

namespace Platform.Tests.LoadTests;

public sealed class HistoryTrafficTests
{
    /// <summary>A gateway that limits a tenant's rate answers few histories a second: if new ones were requested all the time, the first would
    /// time out before their retry, and count as lost.</summary>
    [Fact] public void PendingHistoriesAreRetriedBeforeNewOnes()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var connection = HttpConnection.Open((IPEndPoint)server.LocalEndpoint);
        var reader = new HistoryTraffic(Enumerable.Range(0, 5000).Select(_ => ("saint-aubin", Guid.NewGuid())), 80);
        var asked = new HashSet<string>();
        for (var i = 0; i < 5000; i++)
        {
            if (!reader.TryNextRequest(connection)) continue;
            asked.Add(System.Text.Encoding.ASCII.GetString(connection.Request.Span));
            reader.OnBroken(connection);
        }
        Assert.InRange(asked.Count, 1000, 1024);
        Assert.Equal(0, reader.Unanswered);
    }
}
