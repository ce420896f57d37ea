using Microsoft.Extensions.Configuration;
using Platform.Silo.Clustering;

namespace Platform.Tests.Silo.Clustering;

/// <summary>What a silo is called, and where gateways find it.</summary>
public sealed class SiloIdentityTests
{
    [Theory]
    [InlineData("http://+:5001")]
    [InlineData("http://*:5001")]
    [InlineData("http://0.0.0.0:5001")]
    [InlineData("http://[::]:5001")]
    public void AnAddressThatOnlyTheSiloItselfUnderstandsIsRefused(string urls)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => SiloIdentity.CheckAddress(Settings(("urls", urls))));
        Assert.Contains("Cluster:HttpAddress", refused.Message);
    }

    [Theory]
    [InlineData("http://10.0.0.5:5001", null)]
    [InlineData("http://+:5001", "http://10.0.0.5:5001")]
    public void OneThatGatewaysReachIsTaken(string urls, string? http) => SiloIdentity.CheckAddress(Settings(("urls", urls), ("Cluster:HttpAddress", http)));

    static IConfiguration Settings(params IEnumerable<(string Key, string? Value)> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Key, one.Value))).Build();
}
