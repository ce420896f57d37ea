using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Platform.Silo.Clustering;

/// <summary>What a silo is called and where it is found. Settings: <c>Cluster:Name</c>, <c>Cluster:HttpAddress</c>.</summary>
static class SiloIdentity
{
    /// <summary>The key of a silo's HTTP address in its metadata.</summary>
    public const string HttpAddress = "http-address";

    /// <summary>By default the machine and the port between silos: two silos of one machine are told apart.</summary>
    public static string Name(IConfiguration configuration) =>
        configuration["Cluster:Name"] is { Length: > 0 } name ? name : $"{Environment.MachineName}-{SiloPort(configuration)}";

    public static int SiloPort(IConfiguration configuration) => configuration.GetValue("Cluster:SiloPort", 11111);

    /// <summary>By default the first address that the host listens on.</summary>
    public static string Address(IConfiguration configuration, IServerAddressesFeature? listening) =>
        configuration["Cluster:HttpAddress"] is { Length: > 0 } address ? address
        : listening?.Addresses.FirstOrDefault() ?? configuration["urls"]?.Split(';')[0] ?? "http://127.0.0.1:5000";

    /// <summary>What the other silos learn of this one when it joins. The web server is not listening yet, so the address is the configured one.</summary>
    public static Dictionary<string, string> Metadata(IConfiguration configuration) => new() { [HttpAddress] = Address(configuration, null) };
}
