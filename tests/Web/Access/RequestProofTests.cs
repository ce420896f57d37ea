using Platform.Gateway.Contracts;
using Platform.Tests.Web.Api;

namespace Platform.Tests.Web.Access;

/// <summary>S4: a captured context opens nothing but the request that it was made for, and that for seconds.</summary>
[Collection(SiloCollection.Name)]
public sealed class RequestProofTests(SiloFixture silo)
{
    static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    [Fact]
    public async Task AContextWithoutAProofIsRefused()
    {
        var context = await Context();
        Assert.Equal(401, await Status(HttpMethod.Get, "/api/services", context, proof: null));
        Assert.Equal(200, await Status(HttpMethod.Get, "/api/services", context, Proof("GET", "/api/services", context)));
    }

    [Theory]
    [InlineData("GET", "/api/services", "GET", "/api/requests")]
    [InlineData("GET", "/api/services", "GET", "/api/services?after=x")]
    [InlineData("GET", "/api/contacts", "POST", "/api/contacts")]
    public async Task AProofOfAnotherRequestIsRefused(string method, string target, string sentMethod, string sentTarget)
    {
        var context = await Context();
        Assert.Equal(401, await Status(HttpMethod.Parse(sentMethod), sentTarget, context, Proof(method, target, context)));
    }

    [Fact]
    public async Task AProofOfAnotherBodyOrContextIsRefused()
    {
        var (context, other) = (await Context(), await Context());
        using var body = new StringContent("{}");
        Assert.Equal(401, await Status(HttpMethod.Post, "/api/contacts", context, Proof("POST", "/api/contacts", context), body));
        Assert.Equal(401, await Status(HttpMethod.Get, "/api/services", context, Proof("GET", "/api/services", other)));
        Assert.Equal(401, await Status(HttpMethod.Get, "/api/services", context,
            RequestProof.Sign(new byte[32], "GET", "/api/services", context, [], Now)));
    }

    [Theory]
    [InlineData(-30)]
    [InlineData(30)]
    public async Task AProofIsWorthSeconds(int seconds)
    {
        var context = await Context();
        Assert.Equal(503, await Status(HttpMethod.Get, "/api/services", context,
            RequestProof.Sign(silo.Secret, "GET", "/api/services", context, [], Now + seconds)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("1..")]
    [InlineData("1.-.")]
    [InlineData("-1.-.AAAA")]
    [InlineData("99999999999999999999.-.AAAA")]
    public void WhatIsNoProofIsNone(string text) => Assert.False(RequestProof.Verify(text, new byte[32], "GET", "/", "x", out _, out _));

    [Fact]
    public void HeadCountsAsGet() => Assert.True(RequestProof.Verify(
        RequestProof.Sign(new byte[32], "HEAD", "/", "x", [], 5), new byte[32], "GET", "/", "x", out var at, out _) && at == 5);

    async Task<string> Context()
    {
        var town = await silo.Town();
        return town.Sign(new(town.Id.Value, "agent:a", Roles.Supervisor, TestTenant.Soon));
    }

    string Proof(string method, string target, string context) => RequestProof.Sign(silo.Secret, method, target, context, [], Now);

    async Task<int> Status(HttpMethod method, string target, string context, string? proof, HttpContent? content = null)
    {
        using var client = new HttpClient { BaseAddress = silo.Http.BaseAddress };
        using var request = new HttpRequestMessage(method, target) { Content = content };
        request.Headers.Add(SignedContext.Header, context);
        if (proof is not null)
            request.Headers.Add(RequestProof.Header, proof);
        using var response = await client.SendAsync(request);
        return (int)response.StatusCode;
    }
}
