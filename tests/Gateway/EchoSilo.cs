using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Gateway.Contracts;
using Platform.Gateway.Contracts.Operations;

namespace Platform.Tests.Gateway;

/// <summary>A fake silo: it verifies the signed context, as silos do, and echoes what reached it.</summary>
sealed class EchoSilo : IAsyncDisposable
{
    public static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);

    /// <summary>The response of <c>/large</c>: more than a gateway buffers (64 KB), and less than twice that, so that a part is still buffered
    /// when the end is read.</summary>
    public static readonly byte[] Large = RandomNumberGenerator.GetBytes(100_123);

    readonly WebApplication _app;
    readonly CancellationTokenSource _stopping = new();
    volatile TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile TenantDirectory _directory;
    volatile SiloList? _silos;
    int _requestCount;

    EchoSilo(IReadOnlyList<DirectoryTenant> tenants, int port)
    {
        _directory = new(1, tenants);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        _app = builder.Build();
        _app.Run(Answer);
    }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Forwarded requests; those of the gateway itself do not count.</summary>
    public int RequestCount => _requestCount;

    /// <summary>The status that a gateway reported last.</summary>
    public NodeStatus? LastStatus { get; private set; }

    /// <summary>Requests for <c>/waits</c> wait until it is completed.</summary>
    public TaskCompletionSource Gate { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How it responds.</summary>
    public SiloBehaviour Behaviour { get; set; }

    /// <summary>The idempotency keys that reached it, answered or not.</summary>
    public ConcurrentQueue<string> IdempotencyKeys { get; } = new();

    /// <summary>The sessions that gateways revoked.</summary>
    public ConcurrentQueue<RevokedSession> RevokedSessions { get; } = new();

    /// <summary>Released by every request that waits for the gate.</summary>
    public SemaphoreSlim Arrived { get; } = new(0);

    public static async Task<EchoSilo> Start(IReadOnlyList<DirectoryTenant> tenants, int port = 0)
    {
        var silo = new EchoSilo(tenants, port);
        await silo._app.StartAsync();
        return silo;
    }

    public static DirectoryTenant Tenant(string id, int perSecond = 1_000_000, int concurrent = 10_000, string? key = null) => new(
        id, $"Ville de {id}", [$"{id}.localhost"], ["fr", "en"], new("#1b5e4b", "#c2410c", "V"),
        [new("demo", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key ?? $"key-{id}"))), ["contacts:write"])],
        perSecond, concurrent);

    public void UpdateTenants(Func<IReadOnlyList<DirectoryTenant>, IReadOnlyList<DirectoryTenant>> change)
    {
        _directory = new(_directory.Version + 1, change(_directory.Tenants));
        NotifyLongPolls();
    }

    /// <summary>Publishes a first list, of itself alone: a gateway asks a silo without one again only after five seconds.</summary>
    public void ListItself() => _silos = new(0, [new("silo", Address.ToString(), false)]);

    /// <summary>Publishes a new list of silos.</summary>
    public void UpdateSilos(params (EchoSilo Silo, bool Draining)[] silos)
    {
        _silos = new((_silos?.Version ?? 0) + 1, [.. silos.Select(one => new SiloEntry("silo", one.Silo.Address.ToString(), one.Draining))]);
        NotifyLongPolls();
    }

    public async ValueTask DisposeAsync()
    {
        Gate.TrySetResult();
        await _stopping.CancelAsync();
        await _app.DisposeAsync();
    }

    void NotifyLongPolls()
    {
        var changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.TrySetResult();
    }

    async Task Answer(HttpContext context)
    {
        if (Behaviour is SiloBehaviour.FreezesAtProbe && context.Request.Path == "/health")
            Behaviour = SiloBehaviour.Frozen;
        if (Behaviour is SiloBehaviour.Frozen)
            await Task.Delay(Timeout.Infinite, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (context.Request.Path.Value is "/health" or "/alive")
            return;
        var header = context.Request.Headers[SignedContext.Header].ToString();
        var caller = SignedContext.Verify(header, Secret);
        if (!RequestProof.Verify(context.Request.Headers[RequestProof.Header], Secret, context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, header, out _, out var digest))
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else if (caller?.IsValidAt(TimeProvider.System.GetUtcNow()) is not true)
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else if (context.Request.Path == TenantDirectory.Path)
            await SendDirectory(context);
        else if (context.Request.Path == NodeStatus.Path)
            LastStatus = await context.Request.ReadFromJsonAsync<NodeStatus>();
        else if (context.Request.Path == SiloList.Path)
            await SendSilos(context);
        else if (context.Request.Path == RevokedSessionList.Path)
            await HandleRevokedSessions(context);
        else
            await Echo(context, caller, digest);
    }

    async Task SendSilos(HttpContext context)
    {
        var changed = _changed.Task;
        if (_silos is null)
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (context.Request.Query["after"] == $"{_silos.Version}")
            await changed.WaitAsync(context.RequestAborted);
        if (_silos is not null)
            await context.Response.WriteAsJsonAsync(_silos);
    }

    async Task SendDirectory(HttpContext context)
    {
        var changed = _changed.Task;
        if (context.Request.Query["after"] == $"{_directory.Version}")
            await changed.WaitAsync(context.RequestAborted);
        await context.Response.WriteAsJsonAsync(_directory);
    }

    async Task HandleRevokedSessions(HttpContext context)
    {
        if (HttpMethods.IsPost(context.Request.Method))
        {
            RevokedSessions.Enqueue((await context.Request.ReadFromJsonAsync<RevokedSession>())!);
            NotifyLongPolls();
            return;
        }
        var changed = _changed.Task;
        if (context.Request.Query["after"] == $"{RevokedSessions.Count}")
            await changed.WaitAsync(context.RequestAborted);
        await context.Response.WriteAsJsonAsync(new RevokedSessionList(RevokedSessions.Count, [.. RevokedSessions]));
    }

    async Task Echo(HttpContext context, SignedContext caller, byte[]? digest)
    {
        Interlocked.Increment(ref _requestCount);
        if (context.Request.Headers["Idempotency-Key"] is [{ } key])
            IdempotencyKeys.Enqueue(key);
        if (Behaviour is SiloBehaviour.BreaksConnection)
        {
            context.Abort();
            return;
        }
        if (Behaviour is SiloBehaviour.BreaksResponse)
        {
            await context.Response.WriteAsync("{\"caller\":");
            await context.Response.Body.FlushAsync();
            Arrived.Release();
            await Gate.Task;
            context.Abort();
            return;
        }
        if (Behaviour is SiloBehaviour.Unavailable)
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (StatusCodes.Status503ServiceUnavailable, "1");
            return;
        }
        if (context.Request.Path == "/large")
        {
            context.Response.ContentLength = Large.Length;
            await context.Response.Body.WriteAsync(Large);
            return;
        }
        if (context.Request.Path == "/events")
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: first\n\n");
            await context.Response.Body.FlushAsync();
            await Gate.Task.WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }
        if (context.Request.Path == "/waits")
        {
            Arrived.Release();
            await Gate.Task;
        }
        if (context.Request.Query.ContainsKey("cookie"))
            context.Response.Cookies.Append("form", "a", new() { Path = "/", HttpOnly = true, SameSite = SameSiteMode.Strict });
        if (context.Request.Query.ContainsKey("cookie"))
            context.Response.Cookies.Append("receipt", "b", new() { Path = "/contact" });
        if (context.Request.Query["cache"] is [{ } cache])
            context.Response.Headers.CacheControl = cache;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        // Of a stream the gateway cannot know the digest; of anything else it must be right.
        if (digest is null ? context.Request.Path != "/api/contacts/batch" : !digest.AsSpan().SequenceEqual(SHA256.HashData(body.ToArray())))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        if (context.Request.Path.Value!.EndsWith(".html", StringComparison.Ordinal))
            context.Response.ContentType = "text/html; charset=utf-8";
        if (context.Request.Path == "/api/docs/page.html" || context.Request.Path == "/other/page.html")
            context.Response.Headers["Platform-Style"] = "inline";
        await context.Response.WriteAsJsonAsync(
            new EchoedRequest(
                caller, context.Request.Method, context.Request.Path + context.Request.QueryString, body.Length,
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString())),
            options: null, contentType: context.Response.ContentType ?? "application/json");
    }
}

/// <summary>How a fake silo responds.</summary>
enum SiloBehaviour
{
    /// <summary>Answers.</summary>
    Healthy,

    /// <summary>Accepts requests and probes, and never responds.</summary>
    Frozen,

    /// <summary>Answers until its next health probe; from then on it is frozen.</summary>
    FreezesAtProbe,

    /// <summary>Accepts a request and aborts the connection.</summary>
    BreaksConnection,

    /// <summary>Aborts the connection in the middle of the response, once the gate is open.</summary>
    BreaksResponse,

    /// <summary>Responds 503 with a Retry-After.</summary>
    Unavailable,
}

/// <summary>A request as it reached the silo.</summary>
sealed record EchoedRequest(SignedContext Caller, string Method, string Target, long Bytes, Dictionary<string, string> Headers);
