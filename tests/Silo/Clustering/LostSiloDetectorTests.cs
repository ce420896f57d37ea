using System.Net;
using System.Net.Sockets;
using Platform.Silo.Clustering;

namespace Platform.Tests.Silo.Clustering;

/// <summary>A refused connection proves that a process is gone; silence does not.</summary>
public sealed class LostSiloDetectorTests
{
    [Fact]
    public async Task APortThatNobodyListensOnIsRefused()
    {
        IPEndPoint gone;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            gone = (IPEndPoint)listener.LocalEndpoint;
        }
        Assert.True(await LostSiloDetector.IsRefused(gone));
    }

    [Fact]
    public async Task ASiloThatAcceptsAndSaysNothingIsNotGone()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Assert.False(await LostSiloDetector.IsRefused((IPEndPoint)listener.LocalEndpoint));
    }
}
