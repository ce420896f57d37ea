using System.Net;

namespace Platform.Tests.Gateway;

[Collection(nameof(Shared))]
public sealed class LimitTests(Shared shared)
{
    const int Limit = 256 * 1024;

    [Fact]
    public async Task ABodyAtTheLimitPasses() =>
        Assert.Equal(Limit, (await shared.Gateway.Echo("saint-aubin.localhost", method: HttpMethod.Post, content: new ByteArrayContent(new byte[Limit]))).Bytes);

    /// <summary>Else a silo would say that it is of the wrong sort, and not that it is empty.</summary>
    [Fact]
    public async Task AnEmptyBodyKeepsTheNameOfItsSort()
    {
        using var empty = new ByteArrayContent([]) { Headers = { ContentType = new("application/json") } };
        var echoed = await shared.Gateway.Echo("saint-aubin.localhost", method: HttpMethod.Post, content: empty);
        Assert.Equal((0, "application/json"), (echoed.Bytes, echoed.Headers.GetValueOrDefault("Content-Type")));
    }

    [Fact]
    public async Task ABodyThatAnnouncesMoreIsRefusedBeforeItIsSent()
    {
        using var response = await shared.Gateway.Ask("saint-aubin.localhost", method: HttpMethod.Post,
            content: new ByteArrayContent(new byte[Limit + 1]), headers: ("Expect", "100-continue"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("too-large", await GatewayUnderTest.CodeOf(response));
    }

    /// <summary>A server that hangs up on a sender may cut its own answer off: whoever did not announce may hear a broken line.</summary>
    [Fact]
    public async Task ABodyThatGrowsBeyondItIsCutOff()
    {
        try
        {
            using var response = await shared.Gateway.Ask("saint-aubin.localhost", method: HttpMethod.Post, content: new Unannounced(Limit + 1));
            Assert.Equal("too-large", await GatewayUnderTest.CodeOf(response));
        }
        catch (HttpRequestException cut)
        {
            Assert.IsType<IOException>(cut.InnerException, exactMatch: false);
        }
    }

    [Fact]
    public async Task ABatchMayBeLonger()
    {
        var echoed = await shared.Gateway.Echo("saint-aubin.localhost", "/api/contacts/batch", HttpMethod.Post, new Unannounced(20 * Limit));
        Assert.Equal(20 * Limit, echoed.Bytes);
    }

    [Fact]
    public async Task TooManyHeadersAreRefused()
    {
        var many = Enumerable.Range(0, 100).Select(i => ($"X-{i}", "x")).ToArray();
        using var response = await shared.Gateway.Ask("saint-aubin.localhost", headers: many);
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, response.StatusCode);
    }

    sealed class Unannounced(int length) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var part = new byte[16 * 1024];
            for (var left = length; left > 0; left -= part.Length)
                await stream.WriteAsync(part.AsMemory(0, Math.Min(left, part.Length)));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
