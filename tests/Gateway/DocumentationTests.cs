using System.Text.RegularExpressions;
using Platform.Gateway.Configuration;
using Platform.Gateway.Problems;
using Platform.Gateway.SignIn;
using Platform.Grains.EventSourcing;
using Platform.Tests.Architecture;

namespace Platform.Tests.Gateway;

/// <summary>The documentation of settings and problems is complete.</summary>
public sealed partial class DocumentationTests
{
    static readonly string _root = SourceTree.Root;

    [Fact]
    public void EverySettingIsDocumented()
    {
        var document = File.ReadAllText(Path.Combine(_root, "docs", "settings.md"));
        var sections = Sources().SelectMany(source => Whole.Matches(source)).Select(match => match.Groups[1].Value);
        var members = typeof(GatewaySettings).GetProperties().Select(property => property.Name)
            .Where(name => name is not (nameof(GatewaySettings.Secret) or nameof(GatewaySettings.Secrets) or nameof(GatewaySettings.MutualTls) or "EqualityContract")).Select(name => "Gateway:" + name);
        var people = typeof(Person).GetProperties().Select(property => property.Name).ToArray();
        Assert.All(sections.Concat(members).Concat(people).Distinct(), name => Assert.Matches($"`{Regex.Escape(name)}[`:]", document));
    }

    [Fact]
    public void EveryProblemIsDocumented()
    {
        var document = File.ReadAllText(Path.Combine(_root, "docs", "errors.md"));
        Assert.All(GatewayProblem.All, problem => Assert.Contains($"\n## {problem.Code}\n", document));
    }

    [Fact]
    public void EveryProblemIsListedAndHasBothLanguages()
    {
        var declared = typeof(GatewayProblem).GetProperties().Where(property => property.PropertyType == typeof(GatewayProblem))
            .Select(property => (GatewayProblem)property.GetValue(null)!);
        Assert.Equal(declared.Select(problem => problem.Code).Order(), GatewayProblem.All.Select(problem => problem.Code).Order());
        Assert.All(GatewayProblem.All, problem => Assert.Same(problem, GatewayProblem.All[problem.Ordinal]));
        Assert.All(GatewayProblem.All, problem => Assert.True(problem.French.EndsWith('.') && problem.English.EndsWith('.') && problem.French != problem.English));
    }

    static IEnumerable<string> Sources() => ((string[])["Silo", "Web", "Storage", "Gateway"])
        .SelectMany(project => System.IO.Directory.EnumerateFiles(Path.Combine(_root, project), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !file.Contains("node_modules", StringComparison.Ordinal))
        .Select(File.ReadAllText);

    // "Section:Key" as the code writes it, wherever it is read.
    [GeneratedRegex(@"""((?:Edge|Gateway|SignIn|Journal|Cluster|Demonstration|Measurement):[A-Za-z:]+)""")]
    static partial Regex Whole { get; }
}
