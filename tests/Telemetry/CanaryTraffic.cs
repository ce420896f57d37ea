using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Platform.Tests.Grains.Citizens;

namespace Platform.Tests.Telemetry;

/// <summary>All that people and programs can write to the platform, well and badly, with a canary in every place.</summary>
sealed partial class CanaryTraffic(WholePlatform platform, Canaries canaries)
{
    const string Town = "saint-aubin";
    const int People = 24;

    public async Task Run()
    {
        for (var person = 0; person < People; person++)
            await Live();
        await WriteBadly();
        await FailInTheJournal();
        await FillForms();
        await AtTheDesk();
    }

    // One person's year.
    async Task Live()
    {
        using var program = Program();
        var contact = await Post(program, 201, "/api/contacts", Contact(), key: canaries.Word());
        var citizen = $"/api/citizens/{contact.GetProperty("citizen").GetString()}";
        await Post(program, 201, citizen + "/notes", new { text = canaries.Word() });
        await Post(program, 201, citizen + "/corrections", new { name = canaries.Word(), email = canaries.Word() + "@exemple.fr", phone = canaries.Phone() });
        await Post(program, 201, citizen + "/consents", new { purpose = canaries.Word(), given = true });
        var opened = await Post(program, 201, "/api/requests", new
        {
            citizen = contact.GetProperty("citizen").GetString(), contact = 1, service = "voirie", subject = canaries.Word(), description = canaries.Word(),
        });
        var request = $"/api/requests/{opened.GetProperty("request").GetString()}";
        await Post(program, 200, request + "/notes", new { text = canaries.Word() });
        await Post(program, 200, request + "/answer", new { text = canaries.Word(), channel = "email", close = true });
        await Post(program, 200, request + "/reopen", new { reason = canaries.Word() });
        await Post(program, 200, request + "/close", new { reason = canaries.Word() });
        foreach (var path in (string[])[citizen, citizen + "/history", request])
            await Ask(program, 200, path);
        foreach (var asked in (string[])[canaries.Word(), canaries.Phone()])
            await Post(program, 200, "/api/citizens/search", new { q = asked });
        await Post(program, 404, "/api/tracking", new { code = canaries.Word() });
        await Ask(program, 410, $"/api/citizens?q={canaries.Word()}");
        await Ask(program, 410, $"/api/tracking/{canaries.Word()}");
        var lines = string.Concat(Enumerable.Range(0, 2).Select(_ => JsonSerializer.Serialize(Contact()) + "\n"));
        await Post(program, 200, "/api/contacts/batch", new StringContent(lines, Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson")));
    }

    async Task WriteBadly()
    {
        using var program = Program();
        await Post(program, 4, "/api/contacts", Json($$"""{"citizen":{"name":"{{canaries.Word()}}"""));
        await Post(program, 4, "/api/contacts", Json($$"""{"{{canaries.Word()}}":1}"""));
        await Post(program, 4, "/api/contacts", Json($$"""{"citizen":{"name":"{{canaries.Word()}}"},"channel":"{{canaries.Word()}}","subject":"x"}"""));
        await Post(program, 4, "/api/contacts", Json($$"""{"citizen":{"email":"{{canaries.Word()}}"},"channel":"phone","subject":"{{canaries.Word()}}"}"""));
        await Post(program, 4, "/api/contacts", Json($$"""{"citizen":{"id":"{{canaries.Word()}}"},"channel":"phone","subject":"x"}"""));
        await Post(program, 4, "/api/contacts", Json($"[\"{canaries.Word()}{new string('x', 300_000)}\"]"));
        await Post(program, 4, $"/api/requests/{canaries.Word()}/notes", new { text = canaries.Word() });
        await Post(program, 4, "/api/requests", new { citizen = canaries.Word(), contact = canaries.Word(), service = canaries.Word() });
        await Ask(program, 4, $"/api/requests?status={canaries.Word()}");
        await Ask(program, 4, $"/api/citizens?q=x&page={canaries.Word()}&limit={canaries.Word()}");
        await Ask(program, 4, $"/{canaries.Word()}/{canaries.Word()}.php?{canaries.Word()}={canaries.Word()}");
        using var odd = platform.Visitor(Town);
        foreach (var (name, value) in new[]
            {
                ("User-Agent", canaries.Word()), ("Referer", $"http://{canaries.Word()}.example/{canaries.Word()}"), ("Cookie", $"{canaries.Word()}={canaries.Word()}"),
                ("X-Forwarded-For", canaries.Word()), ("baggage", $"name={canaries.Word()}"), ("tracestate", $"{canaries.Word()}=1"),
                ("Accept-Language", canaries.Word()), ("X-" + canaries.Word(), canaries.Word()),
            })
            odd.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        await Ask(odd, 200, "/contact");
        odd.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + canaries.Word());
        await Ask(odd, 4, "/api/citizens");
        using var lost = platform.Visitor(canaries.Word());
        await Ask(lost, 4, "/");
        using var strange = new HttpRequestMessage(new HttpMethod(canaries.Word().ToUpperInvariant()), "/api/contacts");
        using var answer = await program.SendAsync(strange);
        Assert.False(answer.IsSuccessStatusCode);
    }

    // A fault of ours whose message quotes what was written.
    async Task FailInTheJournal()
    {
        using var program = Program();
        platform.Journal.Cuts = static append => throw new InvalidOperationException(
            string.Concat(append.Facts.Select(static fact => fact.Personal is { } said ? Encoding.UTF8.GetString(said.Span) : "")));
        await Post(program, 500, "/api/contacts", Contact());
        platform.Journal.Cuts = static _ => Cut.Not;
    }

    object Contact() => new
    {
        citizen = new { name = $"Zoé {canaries.Word()}", email = canaries.Word() + "@exemple.fr", phone = canaries.Phone() },
        channel = "web", subject = canaries.Word(), body = canaries.Word(), language = "fr",
    };

    HttpClient Program()
    {
        var program = platform.Visitor(Town);
        program.DefaultRequestHeaders.Add("Authorization", "Bearer demo-key-" + Town);
        return program;
    }

    static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    static async Task<JsonElement> Post(HttpClient http, int status, string path, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body as HttpContent ?? JsonContent.Create(body) };
        // What is refused for its length alone is not sent at all.
        request.Headers.ExpectContinue = request.Content.Headers.ContentLength > 100_000;
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        var text = await Heard(status, await http.SendAsync(request));
        return text.StartsWith('{') && !text.Contains('\n') ? JsonDocument.Parse(text).RootElement : default;
    }

    static async Task Ask(HttpClient http, int status, string path) => await Heard(status, await http.GetAsync(path));

    // By the whole status, or its first digit.
    static async Task<string> Heard(int status, HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status || (int)answer.StatusCode / 100 == status, $"Expected {status} for {answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri}, heard {(int)answer.StatusCode} {text[..Math.Min(600, text.Length)]}");
        return text;
    }
}
