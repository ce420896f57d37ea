using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Faults.Deadlines;

/// <summary>Opens requests over HTTP, answers some of them in time, and reads back which are said to be late.</summary>
sealed class Counter(IPEndPoint gateway, CancellationToken cancellation) : IDisposable
{
    const int AtOnce = 8;
    const int Citizens = 50;
    static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);
    static readonly Tenant Town = Tenant.All[0];

    readonly HttpClient http = new() { BaseAddress = new($"http://{gateway}") };
    readonly string run = Guid.NewGuid().ToString("N")[..8];

    /// <summary>A request, whose, and whether nobody answered it.</summary>
    public sealed record Asked(string Request, string Citizen, bool Waits);

    /// <summary>What was read back.</summary>
    public string Seen { get; private set; } = "";

    /// <summary>Opens so many. Of five, two wait, one was answered, one closed with a reason, and one closed and reopened: that waits as well.</summary>
    public async Task<IReadOnlyList<Asked>> Open(int requests)
    {
        var asked = new Asked[requests];
        await Parallel.ForEachAsync(Enumerable.Range(0, requests), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (number, _) => asked[number] = await Open(number, number % 5));
        return asked;
    }

    /// <summary>Each that waits is late once in its own history and in its citizen's, and no other is.</summary>
    /// <returns>What is wrong.</returns>
    public async Task<IReadOnlyList<string>> Judge(IReadOnlyList<Asked> asked, TimeSpan patience)
    {
        // The citizen's history is told behind the commit: what a silo did not live to tell, a follower tells.
        var told = new Dictionary<string, int>();
        using var pace = new PeriodicTimer(Glance);
        for (var since = Stopwatch.StartNew(); since.Elapsed < patience; await pace.WaitForNextTickAsync(cancellation))
        {
            told = await Told(asked.Select(one => one.Citizen).Distinct());
            if (asked.All(one => !one.Waits || told.ContainsKey(one.Request))) break;
        }
        var own = new Dictionary<string, int>();
        foreach (var one in asked) own[one.Request] = Lates((await Get($"/api/requests/{one.Request}")).GetProperty("steps"));
        Seen = $"{own.Values.Sum()} lines in {own.Count(one => one.Value > 0)} requests, {told.Values.Sum()} in their citizens' histories";
        return [.. Wrong(asked, own, "its own history"), .. Wrong(asked, told, "its citizen's history")];
    }

    static IEnumerable<string> Wrong(IReadOnlyList<Asked> asked, Dictionary<string, int> lines, string where)
    {
        var counted = asked.Select(one => (one.Waits, Lines: lines.GetValueOrDefault(one.Request))).ToList();
        if (counted.Count(one => one.Lines > 1) is > 0 and var twice) yield return $"{twice} requests are late more than once in {where} (K2)";
        if (counted.Count(one => one.Waits && one.Lines == 0) is > 0 and var never) yield return $"{never} that nobody answered are not late in {where}";
        if (counted.Count(one => !one.Waits && one.Lines > 0) is > 0 and var wrongly) yield return $"{wrongly} that were answered are late in {where}";
    }

    async Task<Asked> Open(int number, int kind)
    {
        var contact = await Post("/api/contacts", $"{number}",
            $"{{\"citizen\":{{\"email\":\"waits.{run}.{number % Citizens}@saint-aubin.example\"}},\"channel\":\"web\",\"subject\":\"Lampadaire\",\"service\":\"voirie\"}}");
        var citizen = contact.GetProperty("citizen").GetString()!;
        var request = (await Post("/api/requests", $"{number}-open", $"{{\"citizen\":\"{citizen}\",\"contact\":{contact.GetProperty("version")},\"service\":\"voirie\"}}"))
            .GetProperty("request").GetString()!;
        if (kind is 2) await Post($"/api/requests/{request}/answer", $"{number}-answer", """{"text":"Réparé demain.","channel":"email"}""");
        if (kind is 3 or 4) await Post($"/api/requests/{request}/close", $"{number}-close", """{"reason":"Doublon."}""");
        if (kind is 4) await Post($"/api/requests/{request}/reopen", $"{number}-reopen", """{"reason":"De nouveau en panne."}""");
        return new(request, citizen, kind is not (2 or 3));
    }

    async Task<Dictionary<string, int>> Told(IEnumerable<string> citizens)
    {
        var told = new Dictionary<string, int>();
        foreach (var citizen in citizens)
            for (string? next = $"/api/citizens/{citizen}/history?limit=200"; next is not null;)
            {
                var page = await Get(next);
                foreach (var item in page.GetProperty("items").EnumerateArray())
                    if (item.TryGetProperty("request", out var step) && step.GetProperty("type").GetString() is "request-late")
                        told[step.GetProperty("request").GetString()!] = told.GetValueOrDefault(step.GetProperty("request").GetString()!) + 1;
                next = page.TryGetProperty("next", out var more) ? more.GetString() : null;
            }
        return told;
    }

    static int Lates(JsonElement steps) => steps.EnumerateArray().Count(step => step.GetProperty("type").GetString() is "request-late");

    Task<JsonElement> Get(string path) => Send(() => Town.Ask(gateway.Port, path));

    Task<JsonElement> Post(string path, string key, string body) => Send(() => Town.Ask(gateway.Port, path, body, $"waits-{run}-{key}"));

    // Whoever is told to come back does, under the same key.
    async Task<JsonElement> Send(Func<HttpRequestMessage> make)
    {
        using var pace = new PeriodicTimer(Glance);
        for (var tries = 0; ; tries++, await pace.WaitForNextTickAsync(cancellation))
        {
            using var request = make();
            using var answer = await http.SendAsync(request, cancellation);
            if (answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && tries < 100) continue;
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{request.RequestUri} was answered {(int)answer.StatusCode}.");
            using var read = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellation));
            return read.RootElement.Clone();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}
