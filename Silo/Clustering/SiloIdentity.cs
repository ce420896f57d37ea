using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Platform.Silo.Clustering;

/// <summary>What a silo is called and where it is found. Settings: <c>Cluster:Name</c>, <c>Cluster:HttpAddress</c>.</summary>
static class SiloIdentity
{
    /// <summary>By default the machine and the port between silos: two silos of one machine are told apart.</summary>
    public static string Name(IConfiguration configuration) =>
        configuration["Cluster:Name"] is { Length: > 0 } name ? name : $"{Environment.MachineName}-{SiloPort(configuration)}";

    public static int SiloPort(IConfiguration configuration) => configuration.GetValue("Cluster:SiloPort", 11111);

    /// <summary>By default the first address that the host listens on.</summary>
    public static string Address(IConfiguration configuration, IServerAddressesFeature? listening) =>
        configuration["Cluster:HttpAddress"] is { Length: > 0 } address ? address
        : listening?.Addresses.FirstOrDefault() ?? configuration["urls"]?.Split(';')[0] ?? "http://127.0.0.1:5000";

    /// <summary>Refuses an address that only this machine understands, such as <c>http://+:5001</c>: gateways could not call it.</summary>
    /// <exception cref="InvalidOperationException">The sentence says what to set.</exception>
    public static void CheckAddress(IConfiguration configuration)
    {
        var address = Address(configuration, null);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host is "+" or "*" or "0.0.0.0" or "[::]")
            throw new InvalidOperationException(
                $"Gateways cannot reach '{address}'. Set Cluster:HttpAddress to the address under which they reach this silo, such as http://10.0.0.5:5001.");
    }

    /// <summary>How a silo is named in the cluster's membership: its name and its HTTP address, so that a silo that reads the membership can call it.
    /// Orleans' silo metadata would need a call to each new silo, and a failed one is not repeated for seconds.</summary>
    /// <remarks>The web server is not listening yet when a silo joins, so the address is the configured one.</remarks>
    public static string MemberName(IConfiguration configuration) => $"{Name(configuration)} {Address(configuration, null)}";

    /// <summary>The parts of a name that <see cref="MemberName"/> made.</summary>
    public static (string Name, string Address) Parse(string memberName) =>
        memberName.LastIndexOf(' ') is var space and > 0 ? (memberName[..space], memberName[(space + 1)..]) : (memberName, "");
}
