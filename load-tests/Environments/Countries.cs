using System.Net;

namespace Platform.LoadTests.Environments;

/// <summary>A network namespace for each silo, joined by a bridge, whose packets can be dropped: real cuts. Needs root, ip and nft.</summary>
sealed class Countries : IAsyncDisposable
{
    static int made;

    readonly string name;
    readonly int net;
    readonly int count;

    // The kernel takes its time to forget names: each has its own.
    Countries(int count)
    {
        var number = Interlocked.Increment(ref made);
        (this.count, name, net) = (count, $"lt{Environment.ProcessId % 10_000}x{number}", 16 + ((Environment.ProcessId + number) % 200));
    }

    /// <summary>The machine itself, as they see it.</summary>
    public IPAddress Here => IPAddress.Parse($"10.77.{net}.1");

    /// <summary>Makes so many.</summary>
    /// <exception cref="NotSupportedException">This machine does not; the message says why.</exception>
    public static async Task<Countries> Make(int count)
    {
        var countries = new Countries(count);
        try
        {
            await countries.Make();
            return countries;
        }
        catch (Exception refused) when (refused is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            await countries.DisposeAsync();
            throw new NotSupportedException($"This machine makes no network namespaces with nftables: {refused.Message}", refused);
        }
    }

    /// <summary>Where the silo of a number lives.</summary>
    public Housing Housing(int number) => Environments.Housing.Plain with
    {
        Address = Address(number), Before = ["ip", "netns", "exec", Named(number)],
    };

    /// <summary>Its address.</summary>
    public IPAddress Address(int number) => IPAddress.Parse($"10.77.{net}.{10 + number}");

    /// <summary>A silo hears nothing from an address.</summary>
    public static string Deaf(IPAddress to) => $"in ip saddr {to} drop";

    /// <summary>It says nothing to an address.</summary>
    public static string Silent(IPAddress to) => $"out ip daddr {to} drop";

    /// <summary>It says nothing to a port of the machine.</summary>
    public static string Silent(int port) => $"out tcp dport {port} drop";

    /// <summary>All of it at one moment, for a silo.</summary>
    public Task Cut(int number, IEnumerable<string> ways) => Nft(number, [string.Join("; ", ways.Select(way => $"add rule ip cut {way}"))]);

    /// <summary>Everything passes again.</summary>
    public async Task Heal(int number)
    {
        await Nft(number, "flush", "chain", "ip", "cut", "in");
        await Nft(number, "flush", "chain", "ip", "cut", "out");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        for (var number = 0; number < count; number++) await Try("netns", "del", Named(number));
        await Try("link", "del", name);
    }

    async Task Make()
    {
        await Ip("link", "add", name, "type", "bridge");
        await Ip("addr", "add", $"{Here}/24", "dev", name);
        await Ip("link", "set", name, "up");
        for (var number = 0; number < count; number++)
        {
            var (country, outside) = (Named(number), $"{name}v{number}");
            await Ip("netns", "add", country);
            await Ip("link", "add", outside, "type", "veth", "peer", "name", "eth0", "netns", country);
            await Ip("link", "set", outside, "master", name, "up");
            await Ip("-n", country, "addr", "add", $"{Address(number)}/24", "dev", "eth0");
            await Ip("-n", country, "link", "set", "eth0", "up");
            await Ip("-n", country, "link", "set", "lo", "up");
            await Nft(number, "add", "table", "ip", "cut");
            await Nft(number, "add", "chain", "ip", "cut", "in", "{ type filter hook input priority 0 ; }");
            await Nft(number, "add", "chain", "ip", "cut", "out", "{ type filter hook output priority 0 ; }");
        }
    }

    string Named(int number) => $"{name}n{number}";

    static Task Ip(params string[] words) => SystemCommand.Run("ip", words);

    static async Task Try(params string[] words)
    {
        try
        {
            await Ip(words);
        }
        catch (InvalidOperationException)
        {
            // It was not made, or went with another.
        }
    }

    Task Nft(int number, params string[] words) => SystemCommand.Run("ip", ["netns", "exec", Named(number), "nft", .. words]);
}
