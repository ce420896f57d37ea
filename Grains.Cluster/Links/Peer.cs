using System.Diagnostics;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Orleans.Runtime;

// Another silo, and the one connection to it. The elder of the two calls, for it learns of the younger from the table.
sealed class Peer : IDisposable
{
    // So much is written before it is sent, where the queue does not end earlier.
    const int Batch = 64 << 10;
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);

    readonly SiloLink _link;
    readonly SiloAddress _self;
    readonly CancellationTokenSource _stop = new();
    readonly Channel<ReadOnlyMemory<byte>> _queue = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new() { SingleReader = true });
    readonly Lock _gate = new();
    Socket? _socket;
    long _heard = Stopwatch.GetTimestamp();
    int _refusals;

    public Peer(SiloLink link, SiloAddress self, SiloAddress address)
    {
        (_link, _self, Address) = (link, self, address);
    }

    public SiloAddress Address { get; }

    public bool IsConnected => _socket is not null;

    // As much at once as is written at once: a few messages a system call would cost more than the messages.
    public static PipeReader Reader(Stream stream) => PipeReader.Create(stream, new(bufferSize: Batch));

    public TimeSpan Silent => Stopwatch.GetElapsedTime(Volatile.Read(ref _heard));

    // Nobody listens at its place any more; true once each time that was found.
    public bool TakeRefused() => Volatile.Read(ref _refusals) >= 2 && Interlocked.Exchange(ref _refusals, 0) >= 2;

    public void Send(ReadOnlyMemory<byte> message) => _queue.Writer.TryWrite(message);

    // An empty frame: nothing but a sign of life.
    public void Beat()
    {
        if (IsConnected)
            _queue.Writer.TryWrite(ReadOnlyMemory<byte>.Empty);
    }

    public async Task Call()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var stream = await _link.Dial(this, _self, _stop.Token);
                await Carry(stream.Socket, stream.Stream, Reader(stream.Stream));
            }
            catch (Exception failure) when (IsBroken(failure))
            {
                Notice(failure);
            }
            await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Carries messages both ways until the connection ends. Of what was on its way then nobody knows what became.
    public async Task Carry(Socket socket, Stream stream, PipeReader reader)
    {
        lock (_gate)
        {
            // A newer call replaces an older one, whose end is just not known yet.
            _socket?.Dispose();
            _socket = socket;
        }
        Interlocked.Exchange(ref _refusals, 0);
        Volatile.Write(ref _heard, Stopwatch.GetTimestamp());
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        try
        {
            var writing = Write(PipeWriter.Create(stream, new(minimumBufferSize: Batch)), ended.Token);
            await await Task.WhenAny(Frames.Read(reader, _link.LargestMessage, Receive, ended.Token), writing);
        }
        catch (Exception failure) when (IsBroken(failure))
        {
            // Told below.
        }
        await ended.CancelAsync();
        await stream.DisposeAsync();
        lock (_gate)
        {
            if (_socket != socket)
                return;
            _socket = null;
        }
        while (_queue.Reader.TryRead(out _)) { }
        _link.Broke(this);
        if (!_stop.IsCancellationRequested)
            _ = Probe();
    }

    public void Dispose()
    {
        _stop.Cancel();
        lock (_gate)
            _socket?.Dispose();
        while (_queue.Reader.TryRead(out _)) { }
    }

    public static bool IsBroken(Exception failure) => failure is IOException or SocketException or OperationCanceledException or ObjectDisposedException
        or InvalidDataException or FormatException or System.Security.Authentication.AuthenticationException or System.Text.Json.JsonException;

    // Twice, so that a place that was just being changed is not taken for an empty one.
    async Task Probe()
    {
        for (var tries = 0; tries < 3 && !IsConnected && !_stop.IsCancellationRequested; tries++)
        {
            try
            {
                using var socket = new Socket(Address.Endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(Address.Endpoint, _stop.Token);
                return;
            }
            catch (Exception failure) when (IsBroken(failure))
            {
                Notice(failure);
            }
            await Task.Delay(5, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    void Notice(Exception failure)
    {
        if (failure is SocketException { SocketErrorCode: SocketError.ConnectionRefused } && Interlocked.Increment(ref _refusals) >= 2)
            _link.NoticeRefused(this);
    }

    void Receive(FrameKind kind, ReadOnlyMemory<byte> body)
    {
        Volatile.Write(ref _heard, Stopwatch.GetTimestamp());
        if (kind is FrameKind.Message)
            _link.Receive(Address, body);
    }

    async Task Write(PipeWriter writer, CancellationToken cancellation)
    {
        while (await _queue.Reader.WaitToReadAsync(cancellation))
        {
            while (writer.UnflushedBytes < Batch && _queue.Reader.TryRead(out var message))
                Frames.Write(writer, message.IsEmpty ? FrameKind.Beat : FrameKind.Message, message.Span);
            if ((await writer.FlushAsync(cancellation)).IsCompleted)
                return;
        }
    }
}
