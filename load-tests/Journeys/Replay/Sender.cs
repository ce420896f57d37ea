using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Load.Histories;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Journeys.Replay;

/// <summary>A client as the API asks for it: whatever it does not know the outcome of, it sends again with the same key.</summary>
/// <param name="address">Of the gateway.</param>
/// <param name="patience">How long a contact is tried.</param>
sealed class Sender(IPEndPoint address, TimeSpan patience) : IDisposable
{
    static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = new($"http://{address}"), Timeout = TimeSpan.FromSeconds(15),
    };

    /// <summary>How often each answer came that is none of 201, 429 and 503, and how often no answer came (0).</summary>
    public ConcurrentDictionary<int, int> Troubles { get; } = [];

    /// <summary>Sends a contact until it has a receipt.</summary>
    /// <returns>The receipt; null where none came within the patience.</returns>
    /// <exception cref="InvalidOperationException">The platform refused the contact; its words are in the message.</exception>
    public async Task<Acknowledgement?> Send(Submission submission, CancellationToken cancellation)
    {
        var sent = Stopwatch.GetTimestamp();
        var wait = Shortest;
        while (Stopwatch.GetElapsedTime(sent) < patience)
        {
            try
            {
                using var request = Request(HttpMethod.Post, new Tenant(submission.Mark.Tenant), "/api/contacts");
                request.Headers.Add("Idempotency-Key", submission.Key);
                request.Content = new ByteArrayContent(submission.Body) { Headers = { ContentType = new("application/json") } };
                using var answer = await http.SendAsync(request, cancellation);
                var body = await answer.Content.ReadAsByteArrayAsync(cancellation);
                if (answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK) return Receipt(submission, sent, body);
                wait = Wait(answer, body, wait);
            }
            catch (Exception unknown) when (Unknown(unknown, cancellation))
            {
                Troubles.AddOrUpdate(0, 1, (_, count) => count + 1);
            }
            await Task.Delay(wait * (1 + Random.Shared.NextDouble()), cancellation);
            wait = TimeSpan.FromTicks(Math.Min(Longest.Ticks, wait.Ticks * 2));
        }
        return null;
    }

    /// <summary>A history as it is now; null where the platform could not tell for now.</summary>
    public async Task<History?> Read(Tenant tenant, Guid citizen, CancellationToken cancellation)
    {
        var asked = Stopwatch.GetTimestamp();
        var lines = new List<Line>();
        try
        {
            for (var path = HistoryPage.First(citizen); path is not null;)
            {
                using var request = Request(HttpMethod.Get, tenant, path);
                using var answer = await http.SendAsync(request, cancellation);
                if (answer.StatusCode != HttpStatusCode.OK) return null;
                var page = HistoryPage.Read(await answer.Content.ReadAsByteArrayAsync(cancellation));
                lines.AddRange(page.Lines);
                path = page.Next;
            }
            return new(tenant.Id, citizen, asked, lines);
        }
        catch (Exception unknown) when (Unknown(unknown, cancellation))
        {
            return null;
        }
    }

    /// <summary>Whether a citizen exists for a tenant: any other answer than 404.</summary>
    public async Task<bool> Sees(Tenant tenant, Guid citizen, CancellationToken cancellation)
    {
        using var request = Request(HttpMethod.Get, tenant, HistoryPage.First(citizen));
        using var answer = await http.SendAsync(request, cancellation);
        return answer.StatusCode != HttpStatusCode.NotFound;
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    HttpRequestMessage Request(HttpMethod method, Tenant tenant, string path) => new(method, path)
    {
        Headers = { Host = tenant.Host(address.Port), Authorization = new AuthenticationHeaderValue("Bearer", tenant.Key) },
    };

    TimeSpan Wait(HttpResponseMessage answer, byte[] body, TimeSpan wait)
    {
        var status = (int)answer.StatusCode;
        if (status is >= 400 and < 500 and not 429)
            throw new InvalidOperationException($"A contact was refused with {status}: {System.Text.Encoding.UTF8.GetString(body)}");
        if (status is not (429 or 503)) Troubles.AddOrUpdate(status, 1, (_, count) => count + 1);
        return answer.Headers.RetryAfter?.Delta is { } asked && asked < Longest && asked > wait ? asked : wait;
    }

    static Acknowledgement Receipt(Submission submission, long sent, byte[] body)
    {
        var answered = Stopwatch.GetTimestamp();
        using var json = JsonDocument.Parse(body);
        return new(
            submission.Mark, submission.Person.Number, json.RootElement.GetProperty("citizen").GetGuid(),
            json.RootElement.GetProperty("version").GetInt64(), sent, answered);
    }

    static bool Unknown(Exception exception, CancellationToken cancellation) =>
        exception is HttpRequestException or IOException or OperationCanceledException && !cancellation.IsCancellationRequested;
}
