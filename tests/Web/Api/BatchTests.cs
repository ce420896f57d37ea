using System.Text;
using System.Text.Json;
using Platform.Gateway.Contracts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Tests.Web.Api;

[Collection(SiloCollection.Name)]
public sealed class BatchTests(SiloFixture silo)
{
    static string Line(string mail, string subject, string? key = null) =>
        JsonSerializer.Serialize(new { citizen = new { email = mail }, channel = "web", subject, key });

    static Task<ApiResponse> Send(ApiClient asker, string body, string? key = null)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new("application/x-ndjson");
        return asker.Send(HttpMethod.Post, "/api/contacts/batch", content, key);
    }

    static JsonElement[] Lines(ApiResponse heard) =>
        [.. heard.Is(200).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    [Fact]
    public async Task EveryLineHasItsResultInTheOrderOfTheInput()
    {
        var town = await silo.Town();
        var results = Lines(await Send(town.Program, string.Join("\r\n", Enumerable.Range(1, 500).Select(i => Line($"p{i}@exemple.fr", $"s{i}")))));
        Assert.Equal(Enumerable.Range(1, 500), results.Select(line => line.GetProperty("line").GetInt32()));
        Assert.All(results, line => Assert.Equal(201, line.GetProperty("status").GetInt32()));
        Assert.Equal(500, results.Select(line => line.GetProperty("citizen").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task AByteOrderMarkBeforeALineIsPassedOver()
    {
        var town = await silo.Town();
        var results = Lines(await Send(town.Program, "\ufeff" + Line("a@exemple.fr", "s1") + "\n\ufeff" + Line("b@exemple.fr", "s2") + "\n\ufeff"));
        Assert.Equal([(1, 201), (2, 201)], results.Select(line => (line.GetProperty("line").GetInt32(), line.GetProperty("status").GetInt32())));
    }

    [Fact]
    public async Task OnePersonsContactsKeepTheirOrder()
    {
        var town = await silo.Town();
        var results = Lines(await Send(town.Program, string.Join('\n', Enumerable.Range(1, 300).Select(i => Line($"p{i % 3}@exemple.fr", $"s{i}")))));
        foreach (var citizen in results.GroupBy(line => line.GetProperty("citizen").GetString()))
        {
            Assert.Equal(Enumerable.Range(1, 100), citizen.Select(line => line.GetProperty("version").GetInt32()));
            var subjects = (await town.Program.Get($"/api/citizens/{citizen.Key}/history?limit=100")).Items.Select(item => int.Parse(item.GetProperty("subject").GetString()![1..]));
            Assert.Equal(subjects.Order(), subjects);
        }
    }

    [Fact]
    public async Task ABadLineIsNamedAndTheOthersGoOn()
    {
        var town = await silo.Town();
        var results = Lines(await Send(town.Program, $"{Line("a@exemple.fr", "un")}\n{{\n\n{Line("b@exemple.fr", "")}\n{Line("c@exemple.fr", "x")[..^1]},\"z\":1}}\n{Line("d@exemple.fr", "deux")}\n"));
        Assert.Equal([(1, 201), (2, 400), (4, 422), (5, 400), (6, 201)], results.Select(line => (line.GetProperty("line").GetInt32(), line.GetProperty("status").GetInt32())));
        Assert.Equal(["malformed-json", "not-acceptable", "unknown-member"],
            results.Where(line => line.TryGetProperty("problem", out _)).Select(line => line.GetProperty("problem").GetProperty("code").GetString()));
    }

    [Fact]
    public async Task AStreamSentTwiceCountsOnce()
    {
        var town = await silo.Town();
        var body = $"{Line("a@exemple.fr", "un")}\n{Line("a@exemple.fr", "deux")}\n{Line("b@exemple.fr", "trois", "own-key")}";
        var first = await Send(town.Program, body, "stream-1");
        Assert.Equal(first.Text, (await Send(town.Program, body, "stream-1")).Text);
        // A line's own key follows it anywhere.
        var alone = Lines(await Send(town.Program, Line("b@exemple.fr", "trois", "own-key")));
        Assert.Equal(Lines(first)[2].GetProperty("citizen").GetString(), alone[0].GetProperty("citizen").GetString());
        Assert.Equal(1, alone[0].GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task ALineThatIsTooLargeIsNamedAndTheOthersGoOn()
    {
        var town = await silo.Town();
        var results = Lines(await Send(town.Program, $"{Line("a@exemple.fr", "un")}\n{Line("b@exemple.fr", new('x', 300_000))}\n{Line("c@exemple.fr", "deux")}"));
        Assert.Equal([201, 413, 201], results.Select(line => line.GetProperty("status").GetInt32()));
    }

    [Fact]
    public async Task ALineThatArrivesInPiecesAndIsTooLargeIsNamedAtOnceAndTheOthersGoOn()
    {
        var town = await silo.Town();
        var context = town.Sign(new(town.Id.Value, "key:demo", Roles.Machine, TestTenant.Soon) { Scopes = Scopes.All });
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(silo.Http.BaseAddress!.Host, silo.Http.BaseAddress.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        var heard = "";
        await Write($"POST /api/contacts/batch HTTP/1.1\r\nHost: x\r\nPlatform-Context: {context}\r\n{Proof(context)}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
        await Chunk(new('x', 300_000));
        await Hear("\"line\":1,\"status\":413");
        await Chunk(new('x', 300_000));
        await Chunk($"xx\n{Line("c@exemple.fr", "deux")}\n");
        await Hear("\"line\":2,\"status\":201");

        Task Chunk(string text) => Write($"{text.Length:x}\r\n{text}\r\n");

        Task Write(string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text)).AsTask();

        async Task Hear(string what)
        {
            var buffer = new byte[4096];
            while (!heard.Contains(what, StringComparison.Ordinal))
            {
                var length = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10));
                Assert.NotEqual(0, length);
                heard += Encoding.ASCII.GetString(buffer, 0, length);
            }
        }
    }

    string Proof(string context) =>
        $"{RequestProof.Header}: {RequestProof.SignStreamed(silo.Secret, "POST", "/api/contacts/batch", context, DateTimeOffset.UtcNow.ToUnixTimeSeconds())}";

    [Fact]
    public async Task MoreLinesThanOneStreamMayHaveAreRefusedAfterTheLast()
    {
        var town = await silo.Town();
        var results = Lines(await Send(town.Program, string.Concat(Enumerable.Repeat("{}\n", 10_002))));
        Assert.Equal(10_001, results.Length);
        Assert.Equal("too-many-lines", results[^1].GetProperty("problem").GetProperty("code").GetString());
    }

    [Fact]
    public async Task AnswersComeWhileTheRestIsStillBeingWritten()
    {
        var town = await silo.Town();
        var context = town.Sign(new(town.Id.Value, "key:demo", Roles.Machine, TestTenant.Soon) { Scopes = Scopes.All });
        var uri = silo.Http.BaseAddress!;
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(uri.Host, uri.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        await Write($"POST /api/contacts/batch HTTP/1.1\r\nHost: x\r\nPlatform-Context: {context}\r\n{Proof(context)}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
        var line = Line("a@exemple.fr", "un") + "\n";
        await Write($"{line.Length:x}\r\n{line}\r\n");
        var heard = "";
        var buffer = new byte[4096];
        while (!heard.Contains("\"version\":1", StringComparison.Ordinal))
            heard += Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
        // The connection is cut in the middle of a line: what was answered is kept, and nothing else.
        await Write("10\r\n{\"citizen\":{\"ema\r\n");
        socket.Close();
        Assert.Single((await town.Program.Finds("a@exemple")).Items);

        Task Write(string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text)).AsTask();
    }

    [Fact]
    public async Task AnotherFormatIsRefused() =>
        (await (await silo.Town()).Program.Post("/api/contacts/batch", "{}")).Refuses(415, "not-ndjson");
}
