using System.Net;
using System.Text.Json;

namespace Platform.Tests.Web.Api;

/// <summary>Small things that browsers, crawlers and programs ask of any site.</summary>
[Collection(SiloCollection.Name)]
public sealed class SmallThingsTests(SiloFixture silo)
{
    [Theory]
    [InlineData("/api/services")]
    [InlineData("/api/openapi.json")]
    [InlineData("/api/errors")]
    public async Task WhateverMayBeReadMayBeAskedForByHead(string path)
    {
        var town = await silo.Town();
        var head = (await town.Visitor.Send(HttpMethod.Head, path, null)).Is(200);
        Assert.Empty(head.Text);
        (await town.Visitor.Send(HttpMethod.Head, "/api/nowhere", null)).Is(404);
    }

    [Theory]
    [InlineData("/contact?nom=%C3%A9t%C3%A9", "/contact?nom=%C3%A9t%C3%A9")]
    [InlineData("/caf%C3%A9", "/caf%C3%A9")]
    [InlineData("/%00", "/")]
    [InlineData("/a%0D%0AX-Planted:%20x", "/")]
    [InlineData("//elsewhere.example", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("/a b", "/a%20b")]
    [InlineData("/%F0%9F%8F%9B", "/%F0%9F%8F%9B")]
    public async Task TheWayBackIsNeverAnError(string back, string expected)
    {
        var town = await silo.Town();
        using var handler = new ProvingHandler(silo.Secret, new SocketsHttpHandler { AllowAutoRedirect = false });
        using var http = new HttpClient(handler) { BaseAddress = silo.Http.BaseAddress };
        var answer = await new TestTenant(town.Id, http, silo.Secret).Visitor.Get($"/language?to=en&back={Uri.EscapeDataString(Uri.UnescapeDataString(back))}");
        Assert.Equal(HttpStatusCode.Found, answer.Status);
        Assert.Equal(expected, answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task TheIconAndTheCrawlersRulesExist()
    {
        var town = await silo.Town();
        Assert.Equal("image/svg+xml", (await town.Visitor.Get("/favicon.ico")).Is(200).Type);
        Assert.Contains("Disallow: /desk", (await town.Visitor.Get("/robots.txt")).Is(200).Text);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=klingon", "name=x")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=subject\r\n\r\nagent")]
    [InlineData("multipart/form-data; boundary=x", "nothing of the sort")]
    [InlineData("multipart/form-data", "--x")]
    public async Task ABrokenFormIsNoErrorOfOurs(string type, string body)
    {
        var town = await silo.Town();
        using var content = new StringContent(body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        Assert.InRange((int)(await town.Visitor.Send(HttpMethod.Post, "/contact", content)).Status, 200, 499);
    }

    [Fact]
    public async Task EveryArrayOfTheDescriptionSaysWhatItHolds()
    {
        var description = (await (await silo.Town()).Visitor.Get("/api/openapi.json")).Is(200).Json;
        Assert.Empty(ArraysWithoutItems(description, "#"));
    }

    [Theory]
    [InlineData("%20")]
    [InlineData("%09")]
    [InlineData("%C2%A0")]
    public async Task AnIdHasNoBlanks(string blank)
    {
        var town = await silo.Town();
        var citizen = (await town.Program.Calls("blanc@exemple.fr")).Is(201)["citizen"];
        (await town.Program.Get($"/api/citizens/{citizen}")).Is(200);
        (await town.Program.Get($"/api/citizens/{citizen}{blank}")).Is(404);
        (await town.Program.Get($"/api/citizens/{blank}{citizen}")).Is(404);
    }

    static IEnumerable<string> ArraysWithoutItems(JsonElement element, string at) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany((part, index) => ArraysWithoutItems(part, $"{at}/{index}")),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => ArraysWithoutItems(member.Value, $"{at}/{member.Name}"))
            .Concat(IsArraySchema(element) && !element.TryGetProperty("items", out _) ? [at] : []),
        _ => [],
    };

    static bool IsArraySchema(JsonElement schema) => schema.TryGetProperty("type", out var type)
        && (type.ValueKind is JsonValueKind.String ? type.GetString() == "array"
            : type.ValueKind is JsonValueKind.Array && type.EnumerateArray().Any(static one => one.ValueEquals("array")));
}
