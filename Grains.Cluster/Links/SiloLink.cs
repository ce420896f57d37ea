using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

// What carries messages between silos that are processes: one connection for each pair, frames on it, mutual TLS off this machine.
sealed partial class SiloLink(ClusterSettings settings, IOptions<EndpointOptions> endpoint, IOptions<ClusterOptions> cluster, ILogger<SiloLink> log)
    : ILink, IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    readonly ConcurrentDictionary<SiloAddress, Peer> _peers = new();
    readonly Lock _following = new();
    readonly CancellationTokenSource _stop = new();
    Socket? _listener;
    volatile SiloAddress? _self;
    volatile Action<SiloAddress, ReadOnlyMemory<byte>>? _receive;

    public event Action<SiloAddress>? Lost;

    // Nobody listens at a silo's place any more.
    public event Action<SiloAddress>? Refused;

    public int LargestMessage => settings.LargestMessage;

    // From now on the place is ours.
    public void Listen()
    {
        var place = new IPEndPoint(endpoint.Value.AdvertisedIPAddress, endpoint.Value.SiloPort);
        if (settings.Security is null && !IPAddress.IsLoopback(place.Address))
            throw new OrleansConfigurationException($"Silos speak plainly on loopback alone, and {place.Address} is not: give them certificates.");
        _listener = new(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(place);
            _listener.Listen(128);
        }
        catch (SocketException taken)
        {
            throw new OrleansConfigurationException($"Silos cannot reach this one at {place}: {taken.Message}. Set Cluster:Address and Cluster:SiloPort.");
        }
        _ = Accept(_listener);
    }

    public void Connect(SiloAddress self, Action<SiloAddress, ReadOnlyMemory<byte>> receive) => (_receive, _self) = (receive, self);

    public void Disconnect(SiloAddress self)
    {
        if (!self.Equals(_self))
            return;
        _self = null;
        lock (_following)
            foreach (var peer in _peers.Values)
                Forget(peer);
    }

    public bool Send(SiloAddress from, SiloAddress to, ReadOnlyMemory<byte> message)
    {
        // What an ended life still says reaches nobody.
        if (!from.Equals(_self))
            return true;
        if (message.Length > settings.LargestMessage)
            throw new NotSupportedException($"A message of {message.Length} bytes is too large; {settings.LargestMessage} may travel.");
        if (!_peers.TryGetValue(to, out var peer))
            return false;
        peer.Send(message);
        return true;
    }

    // The silos that live beside us. We call those that came after us.
    public void Follow(long number, IReadOnlyCollection<SiloRow> others)
    {
        if (_self is not { } self)
            return;
        lock (_following)
        {
            foreach (var peer in _peers.Values.Where(p => !others.Any(o => o.Address.Equals(p.Address))))
                Forget(peer);
            foreach (var other in others.Where(o => !_peers.ContainsKey(o.Address)))
            {
                var peer = _peers[other.Address] = new(this, self, other.Address);
                if (other.Number > number)
                    _ = Task.Run(peer.Call);
            }
        }
    }

    public void Beat()
    {
        foreach (var peer in _peers.Values)
            peer.Beat();
    }

    public bool Hears(SiloAddress silo, TimeSpan silence) => _peers.TryGetValue(silo, out var peer) && peer.IsConnected && peer.Silent < silence;

    public IEnumerable<SiloAddress> Unheard(TimeSpan silence) => _peers.Values.Where(p => p.Silent > silence).Select(p => p.Address);

    public bool TakeRefused(SiloAddress silo) => _peers.TryGetValue(silo, out var peer) && peer.TakeRefused();

    public void Dispose()
    {
        _stop.Cancel();
        _listener?.Dispose();
        if (_self is { } self)
            Disconnect(self);
    }

    internal void Receive(SiloAddress from, ReadOnlyMemory<byte> message) => _receive?.Invoke(from, message);

    internal void Broke(Peer peer) => Lost?.Invoke(peer.Address);

    internal void NoticeRefused(Peer peer) => Refused?.Invoke(peer.Address);

    internal async Task<(Socket Socket, Stream Stream)> Dial(Peer peer, SiloAddress self, CancellationToken cancellation)
    {
        var socket = new Socket(peer.Address.Endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            late.CancelAfter(Patience);
            await socket.ConnectAsync(peer.Address.Endpoint, late.Token);
            var stream = await Secured(socket, asServer: false, late.Token);
            var writer = PipeWriter.Create(stream, new(leaveOpen: true));
            Frames.Write(writer, FrameKind.Hello, Frames.Hello(cluster.Value.ClusterId, self, peer.Address));
            await writer.FlushAsync(late.Token);
            return (socket, stream);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    async Task Accept(Socket listener)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptAsync(_stop.Token);
                socket.NoDelay = true;
                _ = Welcome(socket);
            }
            catch (SocketException)
            {
                // The one that called is gone again.
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    async Task Welcome(Socket socket)
    {
        using (socket)
        {
            try
            {
                using var late = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                late.CancelAfter(Patience);
                var stream = await Secured(socket, asServer: true, late.Token);
                var reader = Peer.Reader(stream);
                var greeted = await Greeting(reader, late.Token);
                if (greeted is var (ofCluster, from, to) && ofCluster == cluster.Value.ClusterId && to.Equals(_self) && _peers.TryGetValue(from, out var peer))
                    await peer.Carry(socket, stream, reader);
            }
            catch (System.Security.Authentication.AuthenticationException stranger)
            {
                LogStranger(log, socket.RemoteEndPoint, stranger.Message);
            }
            catch (Exception failure) when (Peer.IsBroken(failure))
            {
                // A probe, or a caller that left.
            }
        }
    }

    static async Task<(string, SiloAddress, SiloAddress)?> Greeting(PipeReader reader, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var buffer = read.Buffer;
            if (Frames.TryRead(ref buffer, 1024, out var kind, out var body))
            {
                var greeting = kind is FrameKind.Hello ? Frames.ReadHello(body) : throw new InvalidDataException("A silo greets first.");
                reader.AdvanceTo(buffer.Start);
                return greeting;
            }
            reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
                return null;
        }
    }

    async Task<Stream> Secured(Socket socket, bool asServer, CancellationToken cancellation)
    {
        var plain = new NetworkStream(socket, ownsSocket: true);
        return settings.Security is { } security ? await security.Secure(plain, asServer, cancellation) : plain;
    }

    void Forget(Peer peer)
    {
        if (!_peers.TryRemove(new(peer.Address, peer)))
            return;
        peer.Dispose();
        Broke(peer);
    }

    [LoggerMessage(1, LogLevel.Warning, "{Place} was refused: it showed no certificate of this cluster ({Why})")]
    static partial void LogStranger(ILogger log, EndPoint? place, string why);
}
