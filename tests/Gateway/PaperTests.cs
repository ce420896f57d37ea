using System.Text.RegularExpressions;
using Platform.Gateway.Configuration;
using Platform.Gateway.Problems;
using Platform.Gateway.SignIn;

namespace Platform.Tests.Gateway;

/// <summary>What is written down is true.</summary>
public sealed partial class PaperTests
{
    static readonly string _root = Root();

    [Fact]
    public void EverySettingThatIsReadIsExplained()
    {
        var paper = File.ReadAllText(Path.Combine(_root, "docs", "settings.md"));
        var sections = Sources().SelectMany(source => Whole.Matches(source)).Select(match => match.Groups[1].Value);
        var members = typeof(GatewaySettings).GetProperties().Select(property => property.Name)
            .Where(name => name is not (nameof(GatewaySettings.Secret) or nameof(GatewaySettings.Secrets) or "EqualityContract")).Select(name => "Gateway:" + name);
        var people = typeof(Person).GetProperties().Select(property => property.Name).ToArray();
        Assert.All(sections.Concat(members).Concat(people).Distinct(), name => Assert.Matches($"`{Regex.Escape(name)}[`:]", paper));
    }

    [Fact]
    public void EveryRefusalOfTheEdgeIsExplained()
    {
        var paper = File.ReadAllText(Path.Combine(_root, "docs", "errors.md"));
        Assert.All(GatewayProblem.All, refusal => Assert.Contains($"\n## {refusal.Code}\n", paper));
    }

    [Fact]
    public void EveryRefusalIsOnTheListAndHasBothLanguages()
    {
        var declared = typeof(GatewayProblem).GetProperties().Where(property => property.PropertyType == typeof(GatewayProblem))
            .Select(property => (GatewayProblem)property.GetValue(null)!);
        Assert.Equal(declared.Select(refusal => refusal.Code).Order(), GatewayProblem.All.Select(refusal => refusal.Code).Order());
        Assert.All(GatewayProblem.All, refusal => Assert.Same(refusal, GatewayProblem.All[refusal.Ordinal]));
        Assert.All(GatewayProblem.All, refusal => Assert.True(refusal.French.EndsWith('.') && refusal.English.EndsWith('.') && refusal.French != refusal.English));
    }

    static IEnumerable<string> Sources() => ((string[])["Silo", "Gateway"])
        .SelectMany(project => System.IO.Directory.EnumerateFiles(Path.Combine(_root, project), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !file.Contains("node_modules", StringComparison.Ordinal))
        .Select(File.ReadAllText);

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    // "Section:Key" as the code writes it, wherever it is read.
    [GeneratedRegex(@"""((?:Edge|Gateway|SignIn|Journal|Cluster|Demonstration|Measurement):[A-Za-z:]+)""")]
    static partial Regex Whole { get; }
}
