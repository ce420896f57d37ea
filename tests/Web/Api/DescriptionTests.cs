using Platform.Tests.Architecture;
using System.Reflection;
using System.Text.RegularExpressions;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Contracts;

namespace Platform.Tests.Web.Api;

[Collection(SiloCollection.Name)]
public sealed partial class DescriptionTests(SiloFixture silo)
{
    [Fact]
    public async Task ProgramsReadTheApiAsOpenApi31()
    {
        var described = (await (await silo.Town()).Visitor.Get("/api/openapi.json")).Is(200).Json;
        Assert.StartsWith("3.1", described.GetProperty("openapi").GetString());
        var operations = described.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).ToList();
        Assert.All(operations, operation => Assert.False(string.IsNullOrEmpty(operation.Value.GetProperty("summary").GetString())));
        Assert.All(operations, operation => Assert.Contains(operation.Value.GetProperty("responses").EnumerateObject(), answer => answer.Name[0] == '4'));
        var contact = described.GetProperty("paths").GetProperty("/api/contacts").GetProperty("post");
        Assert.True(contact.GetProperty("requestBody").GetProperty("content").TryGetProperty("application/json", out _));
        Assert.True(contact.GetProperty("responses").TryGetProperty("201", out _));
        Assert.Contains(contact.GetProperty("parameters").EnumerateArray(), parameter => parameter.GetProperty("name").GetString() == "Idempotency-Key");
    }

    [Fact]
    public async Task PeopleReadItAsAPageThatLoadsNothingFromElsewhere()
    {
        var visitor = (await silo.Town()).Visitor;
        var page = (await visitor.Get("/api/docs")).Is(200);
        Assert.Equal("text/html", page.Type);
        Assert.DoesNotMatch("(href|src|action)=\"(https?:)?//", page.Text);
        Assert.Contains("/api/contacts/batch", page.Text);
        foreach (Match file in Files().Matches(page.Text))
            (await visitor.Get(file.Groups[1].Value)).Is(200);
        Assert.NotEmpty(Files().Matches(page.Text));
    }

    [Fact]
    public async Task EveryCodeIsExplained()
    {
        var explained = (await (await silo.Town()).Visitor.Get("/api/errors")).Is(200).Text;
        var codes = typeof(Refusal).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Refusal))).Select(type => type.GetCustomAttribute<AliasAttribute>(inherit: false)!.Alias)
            .Concat(Codes().Matches(await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "Web/Problems/Problems.cs"), TestContext.Current.CancellationToken)).Select(match => match.Groups[1].Value)).ToList();
        Assert.True(codes.Count > 30);
        Assert.DoesNotContain(codes, code => !explained.Contains($"\n## {code}\n", StringComparison.Ordinal));
        // And nothing is explained that is never said: the gateway's own come after its heading.
        var headings = Headings().Matches(explained.Split("# From the gateway")[0]).Select(match => match.Groups[1].Value);
        Assert.Empty(headings.Except(codes));
    }

    [Fact]
    public async Task WhatAProblemCallsItsTypeLeadsToItsExplanation()
    {
        var town = await silo.Town();
        var type = (await town.Program.Get("/api/nowhere")).Refuses(404, "not-found")["type"]!;
        Assert.Contains("## not-found", (await town.Program.Get(type)).Is(200).Text);
    }

    [GeneratedRegex("(?:href|src)=\"(/(?:look|api)/[^\"#]+)\"")]
    private static partial Regex Files();

    [GeneratedRegex("new\\(\\d{3}, \"([a-z0-9-]+)\"")]
    private static partial Regex Codes();

    [GeneratedRegex("^## ([a-z0-9-]+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();
}
