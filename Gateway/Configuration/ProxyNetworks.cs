using System.Net;

namespace Platform.Gateway.Configuration;

/// <summary>Reads <c>Gateway:Proxies</c>: addresses and networks of the proxies that stand in front of this gateway.</summary>
static class ProxyNetworks
{
    /// <summary>An address (<c>10.0.0.5</c>) is the network of it alone.</summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network))
            return true;
        if (!IPAddress.TryParse(text, out var address))
            return false;
        network = new(address, address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetworkV6 ? 128 : 32);
        return true;
    }

    public static IEnumerable<IPNetwork> Parse(IEnumerable<string> proxies)
    {
        foreach (var proxy in proxies)
        {
            if (TryParse(proxy, out var network))
                yield return network;
        }
    }
}
