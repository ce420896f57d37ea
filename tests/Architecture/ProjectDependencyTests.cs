using System.Text.RegularExpressions;
using System.Xml.Linq;
using Platform.Grains.Citizens;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Identities;

namespace Platform.Tests.Architecture;

/// <summary>Who may know whom.</summary>
public partial class ProjectDependencyTests
{
    public static TheoryData<string, string[]> Arrows => new()
    {
        { "Gateway.Contracts", [] },
        { "Grains.Interfaces", [] },
        { "Grains", ["Grains.Interfaces"] },
        { "Storage", ["Grains"] },
        { "Web", ["Grains.Interfaces", "Gateway.Contracts"] },
        { "Silo", ["Grains", "Storage", "Web"] },
        { "Gateway", ["Gateway.Contracts"] },
        { "Standalone", ["Silo", "Gateway"] },
        // Built before it, never linked: it starts the process and speaks HTTP.
        { "load-tests", [] },
    };

    [Theory, MemberData(nameof(Arrows))]
    public void ARoomKnowsOnlyTheRoomsItMay(string room, string[] known) =>
        Assert.Equal(known.Order(), References(room, "ProjectReference")
            .Where(static reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(static reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!)).Order());

    [Theory]
    [InlineData("Grains")]
    [InlineData("Grains.Interfaces")]
    public void DecisionsKnowNoPackageButOrleansAndNumberingPlans(string room) =>
        Assert.All(References(room, "PackageReference").Concat(References(room, "FrameworkReference")),
            static reference => Assert.Matches("^(Microsoft\\.Orleans\\..+|libphonenumber-csharp)$", (string)reference.Attribute("Include")!));

    [Fact]
    public void GatewayAndSiloShareNoPackageButTheirTelemetry() =>
        Assert.All(References("Gateway.Contracts", "PackageReference"),
            static reference => Assert.StartsWith("OpenTelemetry.", (string)reference.Attribute("Include")!, StringComparison.Ordinal));

    [Fact]
    public void TheBuiltGrainsSeeNeitherTheWebNorADatabase() =>
        Assert.All(
            new[] { typeof(CitizenState).Assembly, typeof(CitizenId).Assembly }.SelectMany(static room => room.GetReferencedAssemblies()),
            static seen => Assert.True(
                seen.Name is "Grains.Interfaces" or "netstandard" or "PhoneNumbers"
                || seen.Name!.StartsWith("Orleans.", StringComparison.Ordinal) || seen.Name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
                || seen.Name.StartsWith("System.", StringComparison.Ordinal) && !seen.Name.StartsWith("System.Data", StringComparison.Ordinal),
                $"{seen.Name} is seen by the grains."));

    [Fact]
    public void TheWebSeesNoDatabaseAndNoGrainClass()
    {
        Assert.All(References("Web", "PackageReference"), static reference => Assert.DoesNotMatch(Databases(), (string)reference.Attribute("Include")!));
        Assert.All(typeof(Platform.Web.Pages).Assembly.GetReferencedAssemblies(), static seen => Assert.DoesNotMatch(Databases(), seen.Name!));
    }

    [GeneratedRegex("^(Storage$|Grains$|Npgsql|Dapper|Microsoft\\.Data|SQLite)")]
    private static partial Regex Databases();

    static IEnumerable<XElement> References(string room, string kind) =>
        XDocument.Load(Path.Combine(SourceTree.Root, room, room + ".csproj")).Descendants(kind);
}
