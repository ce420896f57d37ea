using System.Text.RegularExpressions;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Architecture;

/// <summary>How the source tree is kept.</summary>
public partial class SourceLayoutTests
{
    static readonly string[] Rooms = ["Gateway.Contracts", "Gateway", "Grains", "Grains.Interfaces", "Silo", "Standalone", "Storage", "Web", "load-tests", "tests"];

    public static TheoryData<string> EveryRoom => [.. Rooms];

    [Theory, MemberData(nameof(EveryRoom))]
    public void AFolderIsAConceptNeverAKind(string room) =>
        Assert.All(SourceTree.Files(room).Select(SourceTree.Relative), static file =>
            Assert.DoesNotMatch(Kinds(), Path.GetDirectoryName(file)! + "/"));

    [Theory, MemberData(nameof(EveryRoom))]
    public void AFileIsReadInOneSitting(string room) =>
        Assert.All(SourceTree.Files(room), static file => Assert.True(
            File.ReadLines(file).Count() <= 300, $"{SourceTree.Relative(file)} is longer than 300 lines."));

    [Fact]
    public void AGrainIsThin() => Assert.All(
        SourceTree.Files("Grains").Where(static file => file.EndsWith("Grain.cs", StringComparison.Ordinal)),
        static file => Assert.True(File.ReadLines(file).Count() < 200, $"{SourceTree.Relative(file)} is no thin grain."));

    [Fact]
    public void AGrainIsReachedByItsTypedWayAlone() => Assert.Equal(
        [
            "Grains.Interfaces/Citizens/CitizenGrains.cs", "Grains.Interfaces/Deadlines/DeadlineGrains.cs", "Grains.Interfaces/Operations/ManagementGrains.cs",
            "Grains.Interfaces/Requests/RequestGrains.cs", "Grains.Interfaces/Tenants/TenantGrains.cs", "Silo/Clustering/SiloGrain.cs",
        ],
        Rooms.Where(static room => room != "tests").SelectMany(static room => SourceTree.Files(room))
            .Where(static file => File.ReadAllText(file).Contains(".GetGrain<", StringComparison.Ordinal)).Select(SourceTree.Relative).Order(StringComparer.Ordinal));

    [Fact]
    public void DecisionsAreGivenTheTime() => Assert.All(
        new[] { "Grains", "Grains.Interfaces" }.SelectMany(static room => SourceTree.Files(room)),
        static file => Assert.DoesNotMatch(Clocks(), File.ReadAllText(file)));

    [GeneratedRegex("/(Helpers?|Managers?|Dtos?|Commons?|Utils?|Utilities|Misc|Shared|Models?|Interfaces|Impl)/", RegexOptions.IgnoreCase)]
    private static partial Regex Kinds();

    [GeneratedRegex("DateTime(Offset)?\\.(Utc)?Now|TimeProvider\\.System|Guid\\.NewGuid")]
    private static partial Regex Clocks();
}
