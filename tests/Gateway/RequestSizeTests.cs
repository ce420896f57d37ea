using System.Net;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Gateway;

[Collection(nameof(GatewayFixture))]
public sealed class RequestSizeTests(GatewayFixture fixture)
{
    const int Limit = 256 * 1024;

    [Fact]
    public async Task ABodyAtTheLimitPasses() =>
        Assert.Equal(Limit, (await fixture.Gateway.Echo("saint-aubin.localhost", method: HttpMethod.Post, content: new ByteArrayContent(new byte[Limit]))).Bytes);

    /// <summary>Otherwise a silo would report an unsupported media type, and not an empty body.</summary>
    [Fact]
    public async Task AnEmptyBodyKeepsItsContentType()
    {
        using var empty = new ByteArrayContent([]) { Headers = { ContentType = new("application/json") } };
        var echoed = await fixture.Gateway.Echo("saint-aubin.localhost", method: HttpMethod.Post, content: empty);
        Assert.Equal((0, "application/json"), (echoed.Bytes, echoed.Headers.GetValueOrDefault("Content-Type")));
    }

    [Fact]
    public async Task ATooLongContentLengthIsRefusedBeforeTheBodyIsSent()
    {
        using var response = await fixture.Gateway.Send("saint-aubin.localhost", method: HttpMethod.Post,
            content: new ByteArrayContent(new byte[Limit + 1]), headers: ("Expect", "100-continue"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("too-large", await GatewayUnderTest.ProblemCode(response));
    }

    /// <summary>A server that closes the connection on a sender may cut off its own response: a chunked request may see a broken connection.</summary>
    [Fact]
    public async Task AChunkedBodyOverTheLimitIsCutOff()
    {
        try
        {
            using var response = await fixture.Gateway.Send("saint-aubin.localhost", method: HttpMethod.Post, content: new ChunkedContent(Limit + 1));
            Assert.Equal("too-large", await GatewayUnderTest.ProblemCode(response));
        }
        catch (HttpRequestException cut)
        {
            Assert.IsType<IOException>(cut.InnerException, exactMatch: false);
        }
    }

    [Fact]
    public async Task ABatchMayBeLargerThanTheLimit()
    {
        var echoed = await fixture.Gateway.Echo("saint-aubin.localhost", "/api/contacts/batch", HttpMethod.Post, new ChunkedContent(20 * Limit),
            ("Authorization", "Bearer key-saint-aubin"));
        Assert.Equal(20 * Limit, echoed.Bytes);
    }

    [Fact]
    public async Task TooManyHeadersAreRefused()
    {
        var many = Enumerable.Range(0, 100).Select(i => ($"X-{i}", "x")).ToArray();
        using var response = await fixture.Gateway.Send("saint-aubin.localhost", headers: many);
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, response.StatusCode);
    }

    sealed class ChunkedContent(int length) : HttpContent
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
