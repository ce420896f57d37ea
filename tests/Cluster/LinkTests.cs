using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Platform.Tests.Cluster;

/// <summary>What carries messages between silos: one connection for each pair.</summary>
public sealed class LinkTests : IDisposable
{
    readonly Authority _authority = new();
    readonly List<End> _ends = [];

    [Fact]
    public async Task WhatIsSaidArrivesBothWaysInItsOrder()
    {
        var (one, other) = (Pair(), Pair());
        await Meet(one, other);
        foreach (var (from, to) in new[] { (one, other), (other, one) })
        {
            for (var i = 0; i < 2000; i++)
                Assert.True(from.Link.Send(from.Address, to.Address, Encoding.UTF8.GetBytes($"{i} {new string('x', i % 40 * 100)}")));
            await Fact.Is(() => to.Heard.Count == 2000);
            Assert.Equal(Enumerable.Range(0, 2000), to.Heard.Select(said => int.Parse(said.Split(' ')[0])));
        }
    }

    [Fact]
    public async Task WhatIsTooLargeIsRefusedAndTheRestGoesOn()
    {
        var (one, other) = (Pair(), Pair());
        await Meet(one, other);
        Assert.Throws<NotSupportedException>(() => one.Link.Send(one.Address, other.Address, new byte[End.Largest + 1]));
        one.Link.Send(one.Address, other.Address, "after"u8.ToArray());
        await Fact.Is(() => other.Heard.Count == 1);
    }

    [Fact]
    public async Task ALostSiloIsSaidToBeLostAndFoundToRefuse()
    {
        var (one, other) = (Pair(), Pair());
        await Meet(one, other);
        var (lost, refused) = (new TaskCompletionSource<SiloAddress>(), new TaskCompletionSource<SiloAddress>());
        one.Link.Lost += silo => lost.TrySetResult(silo);
        one.Link.Refused += silo => refused.TrySetResult(silo);
        other.Link.Dispose();
        Assert.Equal(other.Address, await lost.Task.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(other.Address, await refused.Task.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task WhoIsNotKnownIsNotHeardAndNothingIsSentToThem()
    {
        var (one, stranger) = (Pair(), Pair());
        stranger.Link.Follow(1, [one.Row(2)]);
        Assert.False(one.Link.Send(one.Address, stranger.Address, "to nobody"u8.ToArray()));
        stranger.Link.Send(stranger.Address, one.Address, "let me in"u8.ToArray());
        Assert.True(await IsHungUpOn(one, "S\n\n"));
        Assert.Empty(one.Heard);
    }

    [Fact]
    public async Task SilosThatShowCertificatesOfTheirAuthorityMeet()
    {
        var (one, other) = (Pair(_authority.Member()), Pair(_authority.Member()));
        await Meet(one, other);
        one.Link.Send(one.Address, other.Address, "in confidence"u8.ToArray());
        await Fact.Is(() => other.Heard.Contains("in confidence"));
    }

    [Fact]
    public async Task WhoSpeaksPlainlyToASecuredSiloIsHungUpOn()
    {
        var one = Pair(_authority.Member());
        Assert.True(await IsHungUpOn(one, "a greeting without TLS, long enough to be read"));
    }

    [Theory]
    [InlineData("of another authority")]
    [InlineData("expired")]
    public async Task ACertificateThatDoesNotHoldIsRefused(string which)
    {
        using var others = new Authority();
        var (one, stranger) = (Pair(_authority.Member()), Pair(which is "expired" ? _authority.Member(expired: true) : others.Member(trusts: _authority)));
        one.Link.Follow(1, [stranger.Row(2)]);
        stranger.Link.Follow(2, [one.Row(1)]);
        await Assert.ThrowsAnyAsync<Exception>(() => stranger.Link.Dial(new Peer(stranger.Link, stranger.Address, one.Address), stranger.Address, default)
            .ContinueWith(async dialled => await (await dialled).Stream.ReadExactlyAsync(new byte[1]), TaskScheduler.Default).Unwrap().WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.False(one.Link.Hears(stranger.Address, TimeSpan.FromMinutes(1)));
        Assert.False(stranger.Link.Hears(one.Address, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void OffThisMachineThereIsNoPlainSpeech()
    {
        var refused = Assert.Throws<OrleansConfigurationException>(() => LinkSecurity.Read(null, null, null, IPAddress.Parse("10.0.0.5")));
        Assert.Contains("Cluster:Certificate", refused.Message);
        Assert.Null(LinkSecurity.Read(null, null, null, IPAddress.Loopback));
        Assert.Throws<OrleansConfigurationException>(() => LinkSecurity.Read("one.pem", null, null, IPAddress.Loopback));
        Assert.Throws<OrleansConfigurationException>(() => new End(IPAddress.Any, null).Link.Listen());
    }

    public void Dispose()
    {
        _ends.ForEach(end => end.Link.Dispose());
        _authority.Dispose();
    }

    End Pair(LinkSecurity? security = null)
    {
        var end = new End(IPAddress.Loopback, security);
        end.Link.Listen();
        end.Link.Connect(end.Address, (_, said) => end.Hear(said));
        _ends.Add(end);
        return end;
    }

    static async Task Meet(End one, End other)
    {
        one.Link.Follow(1, [other.Row(2)]);
        other.Link.Follow(2, [one.Row(1)]);
        await Fact.Is(() => one.Link.Hears(other.Address, TimeSpan.FromMinutes(1)) && other.Link.Hears(one.Address, TimeSpan.FromMinutes(1)));
    }

    static async Task<bool> IsHungUpOn(End end, string said)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(end.Address.Endpoint);
        await socket.GetStream().WriteAsync(Encoding.UTF8.GetBytes(said.PadRight(2048)));
        try
        {
            return await socket.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(TimeSpan.FromSeconds(10)) == 0 || true;
        }
        catch (IOException)
        {
            return true;
        }
    }

    sealed class End
    {
        public const int Largest = 1 << 20;
        readonly List<string> _heard = [];

        public End(IPAddress address, LinkSecurity? security)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var port = ((IPEndPoint)probe.LocalEndpoint).Port;
            probe.Stop();
            Address = SiloAddress.New(address, port, 1);
            Link = new(
                new() { Security = security, LargestMessage = Largest }, Options.Create(new EndpointOptions { AdvertisedIPAddress = address, SiloPort = port }),
                Options.Create(new ClusterOptions { ClusterId = "links" }), NullLogger<SiloLink>.Instance);
        }

        public SiloLink Link { get; }

        public SiloAddress Address { get; }

        public IReadOnlyList<string> Heard
        {
            get
            {
                lock (_heard)
                    return [.. _heard];
            }
        }

        public void Hear(ReadOnlyMemory<byte> said)
        {
            lock (_heard)
                _heard.Add(Encoding.UTF8.GetString(said.Span));
        }

        public SiloRow Row(long number) => new(Address, number, "", "", SiloStage.Active, 1, 1, TimeSpan.FromSeconds(1), [], false, false);
    }
}
