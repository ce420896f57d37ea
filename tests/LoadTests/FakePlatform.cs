using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Platform.Tests.LoadTests;

/// <summary>Bugs that a journey must find over HTTP.</summary>
public enum Bug
{
    None, AcknowledgesWhatItForgets, IgnoresTheKey, SkipsAVersion, ReadsForAnyTenant, MixesTenants, OpensTwoFiles, ReadsFromAnOldCopy,
    AcknowledgesBeforeTheCommit, TakesTheTenantFromAHeader,
}

/// <summary>A platform in dictionaries, correct but for one planted bug, to test the journeys.</summary>
sealed class FakePlatform : IAsyncDisposable
{
    readonly Bug bug;
    readonly WebApplication app;
    readonly Lock gate = new();
    readonly Dictionary<(string Tenant, string Person), Guid> files = [];
    readonly Dictionary<(string Tenant, Guid Citizen), List<(long Version, string Subject)>> histories = [];
    readonly Dictionary<string, (Guid Citizen, long Version)> answers = [];
    int count, rejectedReads;

    FakePlatform(Bug bug)
    {
        this.bug = bug;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/api/contacts", Record);
        app.MapGet("/api/citizens/{citizen:guid}/history", Read);
    }

    public string Address => app.Urls.Single();

    public static async Task<FakePlatform> Start(Bug bug)
    {
        var platform = new FakePlatform(bug);
        await platform.app.StartAsync();
        return platform;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>A power cut: what was acknowledged before its commit is lost.</summary>
    public void Crash()
    {
        if (bug != Bug.AcknowledgesBeforeTheCommit) return;
        lock (gate)
        {
            foreach (var lines in histories.Values.Where(lines => lines.Count > 0)) lines.RemoveAt(lines.Count - 1);
        }
    }

    /// <summary>Answers 503 to so many reads, as a starting silo does.</summary>
    public void RejectReads(int count) => rejectedReads = count;

    async Task Record(HttpContext context)
    {
        var body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        var tenant = Tenant(context);
        (Guid Citizen, long Version) answer;
        lock (gate)
        {
            count++;
            if (count % 5 == 0)
            {
                // A transient failure: it may have been written, or not.
                if (count % 2 == 0) Write(tenant, key, body);
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }
            answer = Write(tenant, key, body);
        }
        context.Response.StatusCode = StatusCodes.Status201Created;
        await context.Response.WriteAsJsonAsync(new { answer.Citizen, answer.Version });
    }

    (Guid, long) Write(string tenant, string key, JsonElement body)
    {
        if (bug != Bug.IgnoresTheKey && answers.TryGetValue(key, out var before)) return before;
        var who = body.GetProperty("citizen");
        var person = who.GetProperty("email").GetString() ?? who.GetProperty("phone").GetString()!;
        if (!files.TryGetValue((tenant, person), out var citizen) || (bug == Bug.OpensTwoFiles && count % 5 == 3))
            files[(tenant, person)] = citizen = Guid.CreateVersion7();
        var lines = Lines(tenant, citizen);
        if (bug == Bug.MixesTenants && count == 31) lines = histories.First(other => other.Key.Tenant != tenant).Value;
        var version = (lines is [.., var last] ? last.Version : 0) + (bug == Bug.SkipsAVersion && count == 31 ? 2 : 1);
        if (bug != Bug.AcknowledgesWhatItForgets || count != 31) lines.Add((version, body.GetProperty("subject").GetString()!));
        return answers[key] = (citizen, version);
    }

    async Task Read(HttpContext context, Guid citizen)
    {
        List<(long Version, string Subject)>? lines;
        if (Interlocked.Decrement(ref rejectedReads) >= 0)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        lock (gate)
        {
            if (!histories.TryGetValue((Tenant(context), citizen), out lines) && bug == Bug.ReadsForAnyTenant)
                lines = histories.FirstOrDefault(file => file.Key.Citizen == citizen).Value;
            // A replica that lags by one contact.
            if (lines is not null) lines = [.. lines.SkipLast(bug == Bug.ReadsFromAnOldCopy && count < 140 ? 1 : 0)];
        }
        context.Response.StatusCode = lines is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        if (lines is null) return;
        // Small pages, so that paging is tested, unless the caller pool reads a whole history.
        var page = context.Request.Headers.ContainsKey("X-Tenant") ? 200 : 2;
        var after = int.TryParse(context.Request.Query["after"], out var value) ? value : 0;
        await context.Response.WriteAsJsonAsync(new
        {
            items = lines.Skip(after).Take(page).Select(line => new { line.Version, line.Subject }),
            next = after + page < lines.Count ? $"{context.Request.Path}?limit={page}&after={after + page}" : null,
        });
    }

    List<(long Version, string Subject)> Lines(string tenant, Guid citizen) =>
        histories.TryGetValue((tenant, citizen), out var lines) ? lines : histories[(tenant, citizen)] = [];

    string Tenant(HttpContext context) =>
        bug == Bug.TakesTheTenantFromAHeader && context.Request.Headers["X-Tenant"].ToString() is { Length: > 0 } said
            ? said : context.Request.Host.Host.Split('.')[0];
}
