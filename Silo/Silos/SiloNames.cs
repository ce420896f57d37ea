using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Platform.Silos;

/// <summary>What a silo is called and where it is found. Settings: <c>Cluster:Name</c>, <c>Cluster:HttpAddress</c>.</summary>
static class SiloNames
{
    /// <summary>By default the machine and the port between silos: two silos of one machine are told apart.</summary>
    public static string Name(IConfiguration configuration) =>
        configuration["Cluster:Name"] is { Length: > 0 } name ? name : $"{Environment.MachineName}-{SiloPort(configuration)}";

    public static int SiloPort(IConfiguration configuration) => configuration.GetValue("Cluster:SiloPort", 11111);

    /// <summary>By default the first address that the host listens on.</summary>
    public static string Address(IConfiguration configuration, IServerAddressesFeature? listening) =>
        configuration["Cluster:HttpAddress"] is { Length: > 0 } address ? address
        : listening?.Addresses.FirstOrDefault() ?? configuration["urls"]?.Split(';')[0] ?? "http://127.0.0.1:5000";
}
