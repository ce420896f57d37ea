using System.Reflection;
using Orleans;

namespace Platform.Tests.Runtime;

// Grain code compiles unchanged against Microsoft Orleans 10.4.2, because ours says the same wherever the real assemblies can be read.
public sealed class ConformanceTests : IDisposable
{
    // Public types of ours that live in assemblies which the registry does not serve. A new one breaks the test until it stands here.
    static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["Orleans.AliasAttribute"] = "Orleans.Serialization.Abstractions",
        ["Orleans.GenerateSerializerAttribute"] = "Orleans.Serialization.Abstractions",
        ["Orleans.IdAttribute"] = "Orleans.Serialization.Abstractions",
        ["Orleans.ImmutableAttribute"] = "Orleans.Serialization.Abstractions",
        ["Orleans.IClusterClient"] = "Orleans.Core",
        ["Orleans.Configuration.ClientMessagingOptions"] = "Orleans.Core",
        ["Orleans.Configuration.ClusterOptions"] = "Orleans.Core",
        ["Orleans.Configuration.MessagingOptions"] = "Orleans.Core",
        ["Orleans.Runtime.DetailedGrainStatistic"] = "Orleans.Core",
        ["Orleans.Runtime.ILocalSiloDetails"] = "Orleans.Core",
        ["Orleans.Runtime.IManagementGrain"] = "Orleans.Core",
        ["Orleans.Runtime.SiloStatus"] = "Orleans.Core",
        ["Orleans.Runtime.SimpleGrainStatistic"] = "Orleans.Core",
        ["Microsoft.Extensions.Hosting.OrleansSiloGenericHostExtensions"] = "Orleans.Runtime",
        ["Orleans.Configuration.EndpointOptions"] = "Orleans.Runtime",
        ["Orleans.Configuration.GrainCollectionOptions"] = "Orleans.Runtime",
        ["Orleans.Configuration.SiloMessagingOptions"] = "Orleans.Runtime",
        ["Orleans.Configuration.SiloOptions"] = "Orleans.Runtime",
        ["Orleans.Hosting.CoreHostingExtensions"] = "Orleans.Runtime",
        ["Orleans.Hosting.GrainCallFilterSiloBuilderExtensions"] = "Orleans.Runtime",
        ["Orleans.Hosting.ISiloBuilder"] = "Orleans.Runtime",
        ["Orleans.Hosting.SiloBuilderExtensions"] = "Orleans.Runtime",
    };

    static readonly string Packages = typeof(ConformanceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "NuGetPackageRoot").Value!;

    static readonly string[] Ours = [typeof(IGrain).Assembly.Location, typeof(Orleans.Hosting.AdoNetHostingExtensions).Assembly.Location];
    static readonly string[] Real =
    [
        Path.Combine(Packages, "microsoft.orleans.core.abstractions", "10.4.2", "lib", "net10.0", "Orleans.Core.Abstractions.dll"),
        Path.Combine(Packages, "microsoft.orleans.testinghost", "10.4.2", "lib", "net10.0", "Orleans.TestingHost.dll"),
        Path.Combine(Packages, "microsoft.orleans.clustering.adonet", "10.4.2", "lib", "net10.0", "Orleans.Clustering.AdoNet.dll"),
    ];

    readonly ConformanceReading _ours = new(Ours);
    readonly ConformanceReading _real = new(Real);

    [Fact]
    public void EveryPublicMemberIsOrleansOwn()
    {
        var real = RealTypes();
        var differences = OurTypes().Where(t => real.ContainsKey(t.FullName!)).SelectMany(t => ConformanceFacts.Missing(t, real[t.FullName!])).ToList();
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    [Fact]
    public void EveryPublicTypeIsOrleansOwnAndStandsWhereOrleansHasIt()
    {
        var real = RealTypes();
        Assert.Equal(Elsewhere.Keys.Order(), OurTypes().Select(t => t.FullName!).Where(t => !real.ContainsKey(t)).Order());
        var named = _real.Named.ToLookup(n => n.Type, n => n.Assembly);
        Assert.All(Elsewhere.Where(e => named.Contains(e.Key)), e => Assert.Equal(e.Value, Assert.Single(named[e.Key])));
    }

    [Theory]
    [InlineData("System.Int32 Limit = 3", "System.Int32 Limit = 4")]
    [InlineData("implements System.IDisposable", "nothing of that name")]
    [InlineData("System.Threading.Tasks.Task Returned()", "System.Threading.Tasks.ValueTask Returned()")]
    [InlineData("Defaulted(System.Int32 count = 2)", "Defaulted(System.Int32 count = 1)")]
    [InlineData("Constrained<T>() where T: ReferenceTypeConstraint", "Constrained<T>() where T: None")]
    [InlineData("virtual System.Void Opened()", "public System.Void Opened()")]
    [InlineData("protected System.Void Hidden()", "nothing of that name")]
    public void AWrongSignatureIsSeen(string ours, string real) =>
        Assert.Single(Sampled(), difference => difference.Split("; ")[0].Contains(ours) && difference.Split("; ")[1].Contains(real));

    [Fact]
    public void WhatIsRightOrInternalIsNotReported() =>
        Assert.DoesNotContain(Sampled(), difference => difference.Contains(" Right(") || difference.Contains("NobodysBusiness"));

    static List<string> Sampled()
    {
        using var reading = new ConformanceReading(typeof(ConformanceSample).Assembly.Location);
        return [.. ConformanceFacts.Missing(
            reading.Assemblies[0].GetType(typeof(ConformanceSample).FullName!)!, reading.Assemblies[0].GetType(typeof(ConformanceSample.Real).FullName!)!)];
    }

    public void Dispose()
    {
        _ours.Dispose();
        _real.Dispose();
    }

    List<Type> OurTypes() => [.. _ours.Assemblies.SelectMany(a => a.GetTypes()).Where(t => t.IsVisible)];

    Dictionary<string, Type> RealTypes() => _real.Assemblies.SelectMany(a => a.GetTypes()).Where(t => t.IsVisible).ToDictionary(t => t.FullName!);
}
