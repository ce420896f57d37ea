using System.Net;

namespace Platform.LoadTests.Environments;

/// <summary>A network namespace for each silo, joined by a bridge; nftables drops packets between them. Needs root, ip and nft.</summary>
sealed class NetworkNamespaces : IAsyncDisposable
{
    static int created;

    readonly string name;
    readonly int subnet;
    readonly int count;

    // The kernel frees names of deleted links late: each instance has its own.
    NetworkNamespaces(int count)
    {
        var number = Interlocked.Increment(ref created);
        (this.count, name, subnet) = (count, $"lt{Environment.ProcessId % 10_000}x{number}", 16 + ((Environment.ProcessId + number) % 200));
    }

    /// <summary>The host's address on the bridge, as the namespaces reach it.</summary>
    public IPAddress HostAddress => IPAddress.Parse($"10.77.{subnet}.1");

    /// <summary>Creates a bridge and so many namespaces.</summary>
    /// <exception cref="NotSupportedException">This machine cannot; the message says why.</exception>
    public static async Task<NetworkNamespaces> Create(int count)
    {
        var namespaces = new NetworkNamespaces(count);
        try
        {
            await namespaces.Create();
            return namespaces;
        }
        catch (Exception refused) when (refused is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            await namespaces.DisposeAsync();
            throw new NotSupportedException($"This machine makes no network namespaces with nftables: {refused.Message}", refused);
        }
    }

    /// <summary>The environment of the silo with this number, from 0.</summary>
    public ProcessEnvironment EnvironmentOf(int number) => ProcessEnvironment.Default with
    {
        Address = AddressOf(number), CommandPrefix = ["ip", "netns", "exec", NameOf(number)],
    };

    /// <summary>The address of the silo with this number, from 0.</summary>
    public IPAddress AddressOf(int number) => IPAddress.Parse($"10.77.{subnet}.{10 + number}");

    /// <summary>A rule: a silo receives nothing from an address.</summary>
    public static string DropFrom(IPAddress to) => $"in ip saddr {to} drop";

    /// <summary>A rule: packets of a silo to an address are dropped.</summary>
    public static string DropTo(IPAddress to) => $"out ip daddr {to} drop";

    /// <summary>A rule: packets of a silo to a TCP port are dropped.</summary>
    public static string DropTo(int port) => $"out tcp dport {port} drop";

    /// <summary>Adds rules to a silo's namespace, in one nftables transaction.</summary>
    public Task AddRules(int number, IEnumerable<string> rules) => Nft(number, [string.Join("; ", rules.Select(rule => $"add rule ip cut {rule}"))]);

    /// <summary>Removes all rules from a silo's namespace: everything passes again.</summary>
    public async Task RemoveRules(int number)
    {
        await Nft(number, "flush", "chain", "ip", "cut", "in");
        await Nft(number, "flush", "chain", "ip", "cut", "out");
    }

    public async ValueTask DisposeAsync()
    {
        for (var number = 0; number < count; number++) await TryIp("netns", "del", NameOf(number));
        await TryIp("link", "del", name);
    }

    async Task Create()
    {
        await Ip("link", "add", name, "type", "bridge");
        await Ip("addr", "add", $"{HostAddress}/24", "dev", name);
        await Ip("link", "set", name, "up");
        for (var number = 0; number < count; number++)
        {
            var (space, outside) = (NameOf(number), $"{name}v{number}");
            await Ip("netns", "add", space);
            await Ip("link", "add", outside, "type", "veth", "peer", "name", "eth0", "netns", space);
            await Ip("link", "set", outside, "master", name, "up");
            await Ip("-n", space, "addr", "add", $"{AddressOf(number)}/24", "dev", "eth0");
            await Ip("-n", space, "link", "set", "eth0", "up");
            await Ip("-n", space, "link", "set", "lo", "up");
            await Nft(number, "add", "table", "ip", "cut");
            await Nft(number, "add", "chain", "ip", "cut", "in", "{ type filter hook input priority 0 ; }");
            await Nft(number, "add", "chain", "ip", "cut", "out", "{ type filter hook output priority 0 ; }");
        }
    }

    string NameOf(int number) => $"{name}n{number}";

    static Task Ip(params string[] arguments) => SystemCommand.Run("ip", arguments);

    static async Task TryIp(params string[] arguments)
    {
        try
        {
            await Ip(arguments);
        }
        catch (InvalidOperationException)
        {
            // Never created, or deleted along with another.
        }
    }

    Task Nft(int number, params string[] arguments) => SystemCommand.Run("ip", ["netns", "exec", NameOf(number), "nft", .. arguments]);
}
