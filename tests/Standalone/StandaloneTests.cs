using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Platform.Grains.EventSourcing;
using Platform.Standalone;

namespace Platform.Tests.Standalone;

[Trait("Speed", "Slow"), Collection(nameof(Alone))]
public sealed class StandaloneTests : IDisposable
{
    readonly string _place = System.IO.Directory.CreateTempSubdirectory("standalone").FullName;
    readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false });

    [Fact]
    public async Task AfterARestartEverythingIsStillThere()
    {
        string citizen;
        await using (var first = await RunningStandalone.Start(_place))
        {
            foreach (var town in (string[])["saint-aubin", "val-de-lys", "haute-lys"])
            {
                Assert.Contains($"demo-key-{town}", first.Said);
                using var page = await Ask(first, town, "/");
                Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            }
            citizen = await Record(first, "première");
            Assert.Equal(citizen, await Record(first, "première"));
            Assert.Equal(ExitCodes.Done, await first.Stop());
        }
        await using var second = await RunningStandalone.Start(_place);
        Assert.Equal(citizen, await Record(second, "première"));
        Assert.Equal(citizen, await Record(second, "seconde"));
        using var history = await Ask(second, "saint-aubin", $"/api/citizens/{citizen}/history", "demo-key-saint-aubin");
        var items = (await history.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items");
        Assert.Equal([1, 2], items.EnumerateArray().Select(item => item.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task TheDeskIsNotEmptyAndAKeyOpensItsOwnTownAlone()
    {
        await using var running = await RunningStandalone.Start(_place);
        var deadline = TimeProvider.System.GetTimestamp();
        int found;
        do
        {
            using var requests = await Ask(running, "saint-aubin", "/api/requests", "demo-key-saint-aubin");
            Assert.Equal(HttpStatusCode.OK, requests.StatusCode);
            found = (await requests.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").GetArrayLength();
        }
        while (found < 6 && TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(20));
        Assert.Equal(6, found);
        using var foreign = await Ask(running, "val-de-lys", "/api/requests", "demo-key-saint-aubin");
        Assert.Equal(HttpStatusCode.Unauthorized, foreign.StatusCode);
    }

    [Fact]
    public async Task APortThatIsTakenIsSaidInASentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var running = RunningStandalone.Begin(_place, port);
        Assert.Equal(ExitCodes.PortTaken, await running.Ends());
        Assert.Contains($"Port {port} is taken", running.Said);
        Assert.DoesNotContain("   at ", running.Said);
    }

    [Fact]
    public async Task ASecondPlatformOnTheSameFolderIsRefused()
    {
        await using var first = await RunningStandalone.Start(_place);
        await using var second = RunningStandalone.Begin(_place, 0);
        Assert.Equal(ExitCodes.FolderInUse, await second.Ends());
        Assert.Contains("in use by another platform", second.Said);
    }

    public void Dispose()
    {
        _client.Dispose();
        System.IO.Directory.Delete(_place, recursive: true);
    }

    async Task<string> Record(RunningStandalone running, string key)
    {
        using var response = await Ask(running, "saint-aubin", "/api/contacts", "demo-key-saint-aubin", key, JsonContent.Create(new
        {
            citizen = new { name = "Ada Martin", email = "ada@exemple.fr" }, channel = "phone", subject = "Lampadaire en panne", body = "Rue des Lilas.",
        }));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("citizen").GetString()!;
    }

    Task<HttpResponseMessage> Ask(
        RunningStandalone running, string town, string path, string? key = null, string? idempotency = null, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(content is null ? HttpMethod.Get : HttpMethod.Post, $"http://127.0.0.1:{running.Port}{path}") { Content = content };
        request.Headers.Host = $"{town}.localhost";
        if (key is not null)
            request.Headers.Authorization = new("Bearer", key);
        if (idempotency is not null)
            request.Headers.Add("Idempotency-Key", Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(idempotency)));
        return _client.SendAsync(request);
    }
}

/// <summary>What starts whole programs under load, and counts what they do in a second, runs when no other test does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
