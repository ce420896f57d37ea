using System.Text.RegularExpressions;

namespace Platform.Tests.House;

/// <summary>How the source tree is kept.</summary>
public partial class RoomsTests
{
    static readonly string[] Rooms = ["Edge", "Gateway", "Grains", "Grains.Interfaces", "Grains.Runtime", "Silo", "Standalone", "load-tests", "tests"];

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
        ["Grains.Interfaces/Tenants/TenantGrains.cs"],
        Rooms.Where(static room => room is not ("Grains.Runtime" or "tests")).SelectMany(static room => SourceTree.Files(room))
            .Where(static file => File.ReadAllText(file).Contains(".GetGrain<", StringComparison.Ordinal)).Select(SourceTree.Relative));

    [Fact]
    public void OneFileKnowsWhichRuntimeItIs() => Assert.Empty(
        Rooms.Where(static room => room != "tests").SelectMany(static room => SourceTree.Files(room)).Select(SourceTree.Relative)
            .Where(static file => file != "Silo/Cluster.cs" && Conditions().IsMatch(File.ReadAllText(Path.Combine(SourceTree.Root, file)))));

    [Fact]
    public void DecisionsAreGivenTheTime() => Assert.Empty(
        new[] { "Grains", "Grains.Interfaces" }.SelectMany(static room => SourceTree.Files(room))
            .Where(static file => Clocks().IsMatch(File.ReadAllText(file))).Select(SourceTree.Relative));

    [GeneratedRegex("/(Helpers?|Managers?|Dtos?|Commons?|Utils?|Utilities|Misc|Shared|Models?|Interfaces|Impl)/", RegexOptions.IgnoreCase)]
    private static partial Regex Kinds();

    [GeneratedRegex("^\\s*#if\\s+!?ORLEANS", RegexOptions.Multiline)]
    private static partial Regex Conditions();

    [GeneratedRegex("DateTime(Offset)?\\.(Utc)?Now|TimeProvider\\.System|Guid\\.NewGuid")]
    private static partial Regex Clocks();
}
