using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Faults.Deadlines;

/// <summary>Opens requests over HTTP, answers some in time, and verifies which of them became late.</summary>
sealed class LateRequestChecker(IPEndPoint gateway, CancellationToken cancellation) : IDisposable
{
    const int Concurrency = 8;
    const int Citizens = 50;
    static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    static readonly DemoTenant Tenant = DemoTenant.All[0];

    readonly HttpClient http = new() { BaseAddress = new($"http://{gateway}") };
    readonly string run = Guid.NewGuid().ToString("N")[..8];

    /// <summary>A request, its citizen, and whether nobody answered it.</summary>
    public sealed record OpenedRequest(string Request, string Citizen, bool IsUnanswered);

    /// <summary>What <see cref="Verify"/> read back.</summary>
    public string Summary { get; private set; } = "";

    /// <summary>Opens so many. Of five, two stay unanswered, one is answered, one closed with a reason, and one closed and reopened: that is unanswered as well.</summary>
    public async Task<IReadOnlyList<OpenedRequest>> Open(int requests)
    {
        var opened = new OpenedRequest[requests];
        await Parallel.ForEachAsync(Enumerable.Range(0, requests), new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellation },
            async (number, _) => opened[number] = await Open(number, number % 5));
        return opened;
    }

    /// <summary>Verifies that each unanswered request is late once in its own history and in its citizen's, and no other is.</summary>
    /// <returns>What is wrong, as sentences.</returns>
    public async Task<IReadOnlyList<string>> Verify(IReadOnlyList<OpenedRequest> opened, TimeSpan timeout)
    {
        // A projection writes the citizen's history after the commit: what a killed silo did not project, another does.
        var inHistories = new Dictionary<string, int>();
        using var timer = new PeriodicTimer(PollInterval);
        for (var since = Stopwatch.StartNew(); since.Elapsed < timeout; await timer.WaitForNextTickAsync(cancellation))
        {
            inHistories = await ReadCitizenHistories(opened.Select(one => one.Citizen).Distinct());
            if (opened.All(one => !one.IsUnanswered || inHistories.ContainsKey(one.Request))) break;
        }
        var inRequests = new Dictionary<string, int>();
        foreach (var one in opened) inRequests[one.Request] = CountLate((await Get($"/api/requests/{one.Request}")).GetProperty("steps"));
        Summary = $"{inRequests.Values.Sum()} lines in {inRequests.Count(one => one.Value > 0)} requests, {inHistories.Values.Sum()} in their citizens' histories";
        return [.. Compare(opened, inRequests, "its own history"), .. Compare(opened, inHistories, "its citizen's history")];
    }

    static IEnumerable<string> Compare(IReadOnlyList<OpenedRequest> opened, Dictionary<string, int> lines, string where)
    {
        var counted = opened.Select(one => (one.IsUnanswered, Lines: lines.GetValueOrDefault(one.Request))).ToList();
        if (counted.Count(one => one.Lines > 1) is > 0 and var twice) yield return $"{twice} requests are late more than once in {where} (K2)";
        if (counted.Count(one => one.IsUnanswered && one.Lines == 0) is > 0 and var never) yield return $"{never} that nobody answered are not late in {where}";
        if (counted.Count(one => !one.IsUnanswered && one.Lines > 0) is > 0 and var wrongly) yield return $"{wrongly} that were answered are late in {where}";
    }

    async Task<OpenedRequest> Open(int number, int kind)
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

    async Task<Dictionary<string, int>> ReadCitizenHistories(IEnumerable<string> citizens)
    {
        var inHistories = new Dictionary<string, int>();
        foreach (var citizen in citizens)
            for (string? next = $"/api/citizens/{citizen}/history?limit=200"; next is not null;)
            {
                var page = await Get(next);
                foreach (var item in page.GetProperty("items").EnumerateArray())
                    if (item.TryGetProperty("request", out var step) && step.GetProperty("type").GetString() is "request-late")
                        inHistories[step.GetProperty("request").GetString()!] = inHistories.GetValueOrDefault(step.GetProperty("request").GetString()!) + 1;
                next = page.TryGetProperty("next", out var more) ? more.GetString() : null;
            }
        return inHistories;
    }

    static int CountLate(JsonElement steps) => steps.EnumerateArray().Count(step => step.GetProperty("type").GetString() is "request-late");

    Task<JsonElement> Get(string path) => Send(() => Tenant.CreateRequest(gateway.Port, path));

    Task<JsonElement> Post(string path, string key, string body) => Send(() => Tenant.CreateRequest(gateway.Port, path, body, $"waits-{run}-{key}"));

    // Retries with the same idempotency key.
    async Task<JsonElement> Send(Func<HttpRequestMessage> createRequest)
    {
        using var timer = new PeriodicTimer(PollInterval);
        for (var attempt = 0; ; attempt++, await timer.WaitForNextTickAsync(cancellation))
        {
            using var request = createRequest();
            using var response = await http.SendAsync(request, cancellation);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && attempt < 100) continue;
            if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{request.RequestUri} was answered {(int)response.StatusCode}.");
            using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellation));
            return json.RootElement.Clone();
        }
    }

    public void Dispose() => http.Dispose();
}
