using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Platform.Gateway.Destinations;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Gateway;

/// <summary>The contacts of one person go to one silo.</summary>
public sealed class SiloAffinityTests
{
    [Fact]
    public async Task TheContactsOfAPersonGoToOneSilo()
    {
        await using var silos = await TwoSilos.Start();
        foreach (var person in Enumerable.Range(0, 20))
        {
            var before = silos.First.RequestCount;
            await Contact(silos, $"habitant.{person}@exemple.fr", times: 4);
            Assert.True(silos.First.RequestCount - before is 0 or 4);
        }
        Assert.InRange(silos.First.RequestCount, 4, 76);
    }

    [Fact]
    public async Task APersonWhoseSiloIsLostIsServedByAnother()
    {
        await using var silos = await TwoSilos.Start();
        await Contact(silos, "ada@exemple.fr", times: 2);
        await silos.Second.DisposeAsync();
        await Contact(silos, "ada@exemple.fr", times: 2);
        Assert.True(silos.First.RequestCount >= 2);
    }

    [Theory]
    [InlineData("""{"citizen":{"email":"a@b.fr"}}""", """{"channel":{"citizen":{"email":"x@y.fr"}},"citizen":{"name":"A","phone":"0612345678","email":"a@b.fr"},"subject":"S"}""")]
    [InlineData("""{"citizen":{"id":"7","email":"a@b.fr"}}""", """{"citizen":{"phone":"0612345678","id":"7"}}""")]
    [InlineData("""{"citizen":{"phone":"0612345678"}}""", """{"citizen":{"email":null,"phone":"0612345678"}}""")]
    public void TheAffinityKeyIsWhatTheFileIsFoundBy(string one, string other)
    {
        Assert.NotNull(Of(one));
        Assert.Equal(Of(one), Of(other));
        Assert.NotEqual(Of(one), Of(one, tenant: "val-de-lys"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"citizen\"")]
    [InlineData("""{"citizen":"a@b.fr"}""")]
    [InlineData("""{"citizen":{"email":{"id":"7"}}}""")]
    [InlineData("""{"citizen":{"email":"a@b.fr" """)]
    [InlineData("""{"subject":"S"}""")]
    [InlineData("""{"citizen":{"name":"Ada","email":""}}""")]
    public void ABodyThatIdentifiesNobodyHasNoAffinityKey(string body) => Assert.Null(Of(body));

    [Fact]
    public void OnlyContactsHaveAnAffinityKey() => Assert.Null(Of("""{"citizen":{"email":"a@b.fr"}}""", path: "/api/citizens"));

    static ulong? Of(string body, string tenant = "saint-aubin", string path = "/api/contacts")
    {
        var request = new DefaultHttpContext().Request;
        request.Path = path;
        return AffinityKey.Of(request, Fnv1a.Hash(tenant), Encoding.UTF8.GetBytes(body));
    }

    static async Task Contact(TwoSilos silos, string mail, int times)
    {
        for (var time = 0; time < times; time++)
        {
            using var content = new StringContent($$$"""{"citizen":{"email":"{{{mail}}}"}}""", Encoding.UTF8, "application/json");
            using var answer = await silos.Gateway.Send(
                "saint-aubin.localhost", "/api/contacts", HttpMethod.Post, content, ("Authorization", "Bearer key-saint-aubin"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }
}
