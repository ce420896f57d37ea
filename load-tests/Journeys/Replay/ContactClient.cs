using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Load.Histories;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Journeys.Replay;

/// <summary>An HTTP client with retries as the API asks for them: an unknown outcome is retried with the same idempotency key.</summary>
/// <param name="address">The gateway's address.</param>
/// <param name="timeout">How long a contact is retried.</param>
sealed class ContactClient(IPEndPoint address, TimeSpan timeout) : IDisposable
{
    static readonly TimeSpan MinDelay = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);

    readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = new($"http://{address}"), Timeout = TimeSpan.FromSeconds(15),
    };

    /// <summary>Responses other than 201, 429 and 503, by status; 0: no response.</summary>
    public ConcurrentDictionary<int, int> FailuresByStatus { get; } = [];

    /// <summary>Sends a contact until it has a receipt.</summary>
    /// <returns>The receipt; null where none came in time.</returns>
    /// <exception cref="InvalidOperationException">The platform refused the contact; its response is in the message.</exception>
    public async Task<Acknowledgement?> Send(PlannedContact contact, CancellationToken cancellation)
    {
        var sent = Stopwatch.GetTimestamp();
        var delay = MinDelay;
        while (Stopwatch.GetElapsedTime(sent) < timeout)
        {
            try
            {
                using var request = Request(HttpMethod.Post, new DemoTenant(contact.Canary.Tenant), "/api/contacts");
                request.Headers.Add("Idempotency-Key", contact.IdempotencyKey);
                request.Content = new ByteArrayContent(contact.Body) { Headers = { ContentType = new("application/json") } };
                using var response = await http.SendAsync(request, cancellation);
                var body = await response.Content.ReadAsByteArrayAsync(cancellation);
                if (response.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK) return Receipt(contact, sent, body);
                delay = DelayAfter(response, body, delay);
            }
            catch (Exception unknown) when (IsOutcomeUnknown(unknown, cancellation))
            {
                FailuresByStatus.AddOrUpdate(0, 1, (_, count) => count + 1);
            }
            await Task.Delay(delay * (1 + Random.Shared.NextDouble()), cancellation);
            delay = TimeSpan.FromTicks(Math.Min(MaxDelay.Ticks, delay.Ticks * 2));
        }
        return null;
    }

    /// <summary>Reads a whole history; null where the platform could not response.</summary>
    public async Task<History?> Read(DemoTenant tenant, Guid citizen, CancellationToken cancellation)
    {
        var requestedAt = Stopwatch.GetTimestamp();
        var lines = new List<HistoryLine>();
        try
        {
            for (var path = HistoryPage.FirstPath(citizen); path is not null;)
            {
                using var request = Request(HttpMethod.Get, tenant, path);
                using var response = await http.SendAsync(request, cancellation);
                if (response.StatusCode != HttpStatusCode.OK) return null;
                var page = HistoryPage.Read(await response.Content.ReadAsByteArrayAsync(cancellation));
                lines.AddRange(page.Lines);
                path = page.Next;
            }
            return new(tenant.Id, citizen, requestedAt, lines);
        }
        catch (Exception unknown) when (IsOutcomeUnknown(unknown, cancellation))
        {
            return null;
        }
    }

    /// <summary>Whether a tenant sees a citizen: any other response than 404.</summary>
    public async Task<bool> CanRead(DemoTenant tenant, Guid citizen, CancellationToken cancellation)
    {
        using var request = Request(HttpMethod.Get, tenant, HistoryPage.FirstPath(citizen));
        using var response = await http.SendAsync(request, cancellation);
        return response.StatusCode != HttpStatusCode.NotFound;
    }

    public void Dispose() => http.Dispose();

    HttpRequestMessage Request(HttpMethod method, DemoTenant tenant, string path) => new(method, path)
    {
        Headers = { Host = tenant.Host(address.Port), Authorization = new AuthenticationHeaderValue("Bearer", tenant.ApiKey) },
    };

    TimeSpan DelayAfter(HttpResponseMessage response, byte[] body, TimeSpan delay)
    {
        var status = (int)response.StatusCode;
        if (status is >= 400 and < 500 and not 429)
            throw new InvalidOperationException($"A contact was refused with {status}: {System.Text.Encoding.UTF8.GetString(body)}");
        if (status is not (429 or 503)) FailuresByStatus.AddOrUpdate(status, 1, (_, count) => count + 1);
        return response.Headers.RetryAfter?.Delta is { } retryAfter && retryAfter < MaxDelay && retryAfter > delay ? retryAfter : delay;
    }

    static Acknowledgement Receipt(PlannedContact contact, long sent, byte[] body)
    {
        var answered = Stopwatch.GetTimestamp();
        using var json = JsonDocument.Parse(body);
        return new(
            contact.Canary, contact.Person.Number, json.RootElement.GetProperty("citizen").GetGuid(),
            json.RootElement.GetProperty("version").GetInt64(), sent, answered);
    }

    static bool IsOutcomeUnknown(Exception exception, CancellationToken cancellation) =>
        exception is HttpRequestException or IOException or OperationCanceledException && !cancellation.IsCancellationRequested;
}
