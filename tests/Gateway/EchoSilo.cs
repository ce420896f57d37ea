using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Gateway.Contracts;
using Platform.Gateway.Contracts.Operations;

namespace Platform.Tests.Gateway;

/// <summary>A silo with nothing behind it: it verifies who asks, as silos do, and tells what reached it.</summary>
sealed class EchoSilo : IAsyncDisposable
{
    public static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);

    /// <summary>What <c>/large</c> answers: more than a gateway holds back (80 KB), and less than twice that, so that the end is still held
    /// back when it has seen the last of it.</summary>
    public static readonly byte[] Large = RandomNumberGenerator.GetBytes(100_123);

    readonly WebApplication _app;
    readonly CancellationTokenSource _gone = new();
    volatile TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile TenantDirectory _directory;
    volatile SiloList? _silos;
    int _served;

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

    /// <summary>Requests of people and machines that reached it.</summary>
    public int Served => _served;

    /// <summary>What a gateway last said of itself.</summary>
    public NodeStatus? Figures { get; private set; }

    /// <summary>Waits here under <c>/waits</c>, until it is opened.</summary>
    public TaskCompletionSource Door { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How it takes what comes.</summary>
    public Mood Mood { get; set; }

    /// <summary>The idempotency keys that reached it, answered or not.</summary>
    public ConcurrentQueue<string> Keys { get; } = new();

    /// <summary>Sessions that gateways said were signed out.</summary>
    public ConcurrentQueue<RevokedSession> Ended { get; } = new();

    public SemaphoreSlim Waiting { get; } = new(0);

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

    public void Tell(Func<IReadOnlyList<DirectoryTenant>, IReadOnlyList<DirectoryTenant>> change)
    {
        _directory = new(_directory.Version + 1, change(_directory.Tenants));
        Wake();
    }

    /// <summary>Tells gateways which silos there are.</summary>
    public void Tell(params (EchoSilo Silo, bool Draining)[] silos)
    {
        _silos = new((_silos?.Version ?? 0) + 1, [.. silos.Select(one => new SiloEntry("silo", one.Silo.Address.ToString(), one.Draining))]);
        Wake();
    }

    public async ValueTask DisposeAsync()
    {
        Door.TrySetResult();
        await _gone.CancelAsync();
        await _app.DisposeAsync();
    }

    void Wake()
    {
        var told = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        told.TrySetResult();
    }

    async Task Answer(HttpContext context)
    {
        if (Mood is Mood.FreezesAtItsProbe && context.Request.Path == "/health")
            Mood = Mood.Frozen;
        if (Mood is Mood.Frozen)
            await Task.Delay(Timeout.Infinite, _gone.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (context.Request.Path.Value is "/health" or "/alive")
            return;
        var vouched = SignedContext.Verify(context.Request.Headers[SignedContext.Header], Secret);
        if (vouched?.IsValidAt(TimeProvider.System.GetUtcNow()) is not true)
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else if (context.Request.Path == TenantDirectory.Path)
            await TellDirectory(context);
        else if (context.Request.Path == NodeStatus.Path)
            Figures = await context.Request.ReadFromJsonAsync<NodeStatus>();
        else if (context.Request.Path == SiloList.Path)
            await TellSilos(context);
        else if (context.Request.Path == RevokedSessionList.Path)
            await HearOrTellEnded(context);
        else
            await Echo(context, vouched);
    }

    async Task TellSilos(HttpContext context)
    {
        var changed = _changed.Task;
        if (_silos is null)
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (context.Request.Query["after"] == $"{_silos.Version}")
            await changed.WaitAsync(context.RequestAborted);
        if (_silos is not null)
            await context.Response.WriteAsJsonAsync(_silos);
    }

    async Task TellDirectory(HttpContext context)
    {
        var changed = _changed.Task;
        if (context.Request.Query["after"] == $"{_directory.Version}")
            await changed.WaitAsync(context.RequestAborted);
        await context.Response.WriteAsJsonAsync(_directory);
    }

    async Task HearOrTellEnded(HttpContext context)
    {
        if (HttpMethods.IsPost(context.Request.Method))
        {
            Ended.Enqueue((await context.Request.ReadFromJsonAsync<RevokedSession>())!);
            Wake();
            return;
        }
        var changed = _changed.Task;
        if (context.Request.Query["after"] == $"{Ended.Count}")
            await changed.WaitAsync(context.RequestAborted);
        await context.Response.WriteAsJsonAsync(new RevokedSessionList(Ended.Count, [.. Ended]));
    }

    async Task Echo(HttpContext context, SignedContext who)
    {
        Interlocked.Increment(ref _served);
        if (context.Request.Headers["Idempotency-Key"] is [{ } key])
            Keys.Enqueue(key);
        if (Mood is Mood.BreaksOff)
        {
            context.Abort();
            return;
        }
        if (Mood is Mood.BreaksOffHalfWay)
        {
            await context.Response.WriteAsync("{\"who\":");
            await context.Response.Body.FlushAsync();
            Waiting.Release();
            await Door.Task;
            context.Abort();
            return;
        }
        if (Mood is Mood.Unwell)
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
        if (context.Request.Path == "/waits")
        {
            Waiting.Release();
            await Door.Task;
        }
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (context.Request.Path.Value!.EndsWith(".html", StringComparison.Ordinal))
            context.Response.ContentType = "text/html; charset=utf-8";
        if (context.Request.Path == "/api/docs/page.html" || context.Request.Path == "/other/page.html")
            context.Response.Headers["Platform-Style"] = "inline";
        await context.Response.WriteAsJsonAsync(
            new Echoed(
                who, context.Request.Method, context.Request.Path + context.Request.QueryString, body.Length,
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString())),
            options: null, contentType: context.Response.ContentType ?? "application/json");
    }
}

/// <summary>How a silo takes what comes.</summary>
enum Mood
{
    /// <summary>It answers.</summary>
    Well,

    /// <summary>It takes requests, its probes too, and never answers.</summary>
    Frozen,

    /// <summary>It answers until it is asked how it is; from then on it is frozen.</summary>
    FreezesAtItsProbe,

    /// <summary>It takes a request, and the connection dies.</summary>
    BreaksOff,

    /// <summary>It takes a request, and the connection dies in the middle of its answer, when the door is opened.</summary>
    BreaksOffHalfWay,

    /// <summary>It says that it cannot just now.</summary>
    Unwell,
}

/// <summary>What reached the silo.</summary>
sealed record Echoed(SignedContext Who, string Method, string Target, long Bytes, Dictionary<string, string> Headers);
