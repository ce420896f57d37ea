using System.Net;

namespace Platform.Tests.Gateway;

/// <summary>S9 and S12: what two servers could read in two ways, and what nobody here has a use for, ends at the gateway.</summary>
[Collection(nameof(GatewayFixture))]
public sealed class RequestShapeTests(GatewayFixture fixture)
{
    GatewayUnderTest Gateway => fixture.Gateway;

    [Fact]
    public async Task TwoLengthsInOneRequestAreRefused()
    {
        var before = Gateway.Silo.RequestCount;
        using var client = await RawClient.Connect(Gateway.Address);
        await client.Send("POST /api/echo HTTP/1.1\r\nHost: saint-aubin.localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        Assert.Equal(400, await client.Status());
        Assert.Equal(before, Gateway.Silo.RequestCount);
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("trace")]
    public async Task TraceIsNotAnswered(string method)
    {
        using var client = await RawClient.Connect(Gateway.Address);
        await client.Send($"{method} /api/echo HTTP/1.1\r\nHost: saint-aubin.localhost\r\n\r\n");
        Assert.Equal(405, await client.Status());
    }

    [Theory]
    [InlineData("gzip", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("br, gzip", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("identity", HttpStatusCode.OK)]
    public async Task ACompressedBodyIsRefused(string encoding, HttpStatusCode expected)
    {
        using var content = new StringContent("x");
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        using var response = await Gateway.Send("saint-aubin.localhost", method: HttpMethod.Post, content: content);
        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData("application/x-www-form-urlencoded; charset=csUnicode11UTF7")]
    public async Task ACharsetThatNobodyDecodesReachesNoSilo(string type)
    {
        using var content = new StringContent("name=x");
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await Gateway.Send("saint-aubin.localhost", "/contact", HttpMethod.Post, content);
        Assert.Equal("unreadable", await GatewayUnderTest.ProblemCode(response));
    }

    [Theory]
    [InlineData("/Health")]
    [InlineData("/ALIVE")]
    [InlineData("/health/")]
    [InlineData("/Metrics")]
    public async Task WhateverTheCaseProbesDoNotReachASilo(string path)
    {
        var before = Gateway.Silo.RequestCount;
        using var client = await RawClient.Connect(Gateway.Address);
        await client.Send($"GET {path} HTTP/1.1\r\nHost: saint-aubin.localhost\r\n\r\n");
        await client.Status();
        Assert.Equal(before, Gateway.Silo.RequestCount);
    }

    [Fact]
    public async Task AStrangersStreamEndsBeforeItIsRelayed()
    {
        var before = Gateway.Silo.RequestCount;
        using var client = await (await RawClient.Connect(Gateway.Address)).SendPart("saint-aubin.localhost", 100_000_000, 1_000, "/api/contacts/batch");
        Assert.Equal(401, await client.Status());
        Assert.Equal(before, Gateway.Silo.RequestCount);
    }

    [Theory]
    [InlineData("xn--a")]
    [InlineData("xn--a.localhost")]
    [InlineData("xn--")]
    public async Task AnImpossibleInternationalHostIsNoErrorOfOurs(string host)
    {
        foreach (var (path, accept) in ((string, string)[])[("/", "text/html"), ("/metrics", "*/*"), ("/health", "*/*"), ("/gateway.css", "*/*")])
        {
            using var client = await RawClient.Connect(Gateway.Address, "127.0.0.3");
            await client.Send($"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: {accept}\r\n\r\n");
            Assert.InRange(await client.Status(), 200, 499);
        }
    }

    [Fact]
    public async Task AHostWithItsRootLeadsToTheHost()
    {
        using var response = await Gateway.Send("saint-aubin.localhost.:8080", "/contact?a=b%20c");
        Assert.Equal(HttpStatusCode.PermanentRedirect, response.StatusCode);
        Assert.Equal("http://saint-aubin.localhost:8080/contact?a=b%20c", response.Headers.Location!.OriginalString);
        using var unknown = await Gateway.Send("nowhere.localhost.");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var twice = await Gateway.Send("saint-aubin.localhost..");
        Assert.True(twice.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task NoCacheKeepsAnAnswerThatDoesNotSayItMay()
    {
        using var personal = await Gateway.Send("saint-aubin.localhost");
        Assert.True(personal.Headers.CacheControl!.NoStore);
        using var image = await Gateway.Send("saint-aubin.localhost", "/api/echo?cache=public");
        Assert.True(image.Headers.CacheControl!.Public);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "subject=agent:camille")]
    [InlineData("application/x-www-form-urlencoded; charset=klingon", "subject=agent:camille")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=subject\r\n\r\nagent")]
    [InlineData("multipart/form-data", "--x")]
    [InlineData("multipart/form-data; boundary=", "")]
    public async Task ABrokenFormIsNoErrorOfOurs(string type, string body)
    {
        using var content = new StringContent(body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await Gateway.Send("saint-aubin.localhost", "/sign-in", HttpMethod.Post, content, ("Sec-Fetch-Site", "same-origin"));
        Assert.InRange((int)response.StatusCode, 303, 499);
    }

    [Fact]
    public async Task SigningOutClearsWhatTheBrowserKept()
    {
        var cookie = await Gateway.SignIn("saint-aubin", "agent:camille");
        using var response = await Gateway.Send("saint-aubin.localhost", "/sign-out", HttpMethod.Post, headers: [("Cookie", cookie), ("Sec-Fetch-Site", "same-origin")]);
        Assert.Equal("\"cache\", \"storage\"", string.Join(", ", response.Headers.GetValues("Clear-Site-Data")));
    }
}
