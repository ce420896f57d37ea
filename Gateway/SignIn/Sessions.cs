using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Caching.Memory;
using Platform.Gateway.Contracts;

namespace Platform.Gateway.SignIn;

/// <summary>A signed-in person at one tenant; what the cookie holds, sealed.</summary>
sealed record Session(string Id, string Tenant, string Subject, DateTimeOffset SignedIn, DateTimeOffset Seen);

/// <summary>Opens, reads and ends sessions. They live in the cookie, so that any gateway can read what another wrote.</summary>
sealed class Sessions(SharedSecretProtector seal, TimeProvider clock) : IDisposable
{
    const int LongestCookie = 4_096;
    static readonly TimeSpan Whole = TimeSpan.FromHours(8), Idle = TimeSpan.FromHours(2), Renewal = TimeSpan.FromMinutes(15);

    readonly SharedSecretProtector _seal = seal.CreateProtector("session");
    readonly Channel<RevokedSession> _toTell = Channel.CreateBounded<RevokedSession>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });
    // Unsealing costs more than the rest of a request, and a browser shows the same cookie again and again.
    readonly MemoryCache _read = new(new MemoryCacheOptions { SizeLimit = 20_000 });
    readonly MemoryCache _ended = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    /// <summary>A new session with a new id, whatever the browser brought along (session fixation).</summary>
    public string Create(string tenant, string subject)
    {
        var now = clock.GetUtcNow();
        return Close(new(RandomNumberGenerator.GetHexString(32, lowercase: true), tenant, subject, now, now));
    }

    /// <summary>The session of this tenant that the text seals, or null where it is another's, forged, ended or too old.</summary>
    public Session? Find(string text, string tenant)
    {
        var session = _read.Get<Session>(text) ?? Keep(text, Unseal(text));
        var now = clock.GetUtcNow();
        return session is not null && session.Tenant == tenant && now - session.SignedIn < Whole && now - session.Seen < Idle
            && !_ended.TryGetValue(session.Id, out _) ? session : null;
    }

    /// <summary>The text that keeps an active session from idling out; null where it is not yet due.</summary>
    public string? Renew(Session session) =>
        clock.GetUtcNow() is var now && now - session.Seen >= Renewal ? Close(session with { Seen = now }) : null;

    /// <summary>Those that ended here, for the other gateways.</summary>
    public ChannelReader<RevokedSession> SignedOut => _toTell.Reader;

    /// <summary>From now on nobody comes in with it, copies of the cookie included: here at once, at other gateways within a second or two.</summary>
    public void SignOut(Session session)
    {
        var ended = new RevokedSession(session.Id, session.SignedIn + Whole);
        Revoke(ended);
        _toTell.Writer.TryWrite(ended);
    }

    /// <summary>It was signed out, here or at another gateway.</summary>
    public void Revoke(RevokedSession ended) =>
        _ended.Set(ended.Id, true, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Whole });

    public void Dispose()
    {
        _read.Dispose();
        _ended.Dispose();
    }

    string Close(Session session) => Base64Url.EncodeToString(_seal.Protect(JsonSerializer.SerializeToUtf8Bytes(session)));

    Session? Unseal(string text)
    {
        Span<byte> closed = stackalloc byte[LongestCookie];
        return text.Length <= LongestCookie && Base64Url.DecodeFromChars(text, closed, out _, out var length) is OperationStatus.Done
            && _seal.Unprotect(closed[..length]) is { } open ? JsonSerializer.Deserialize<Session>(open) : null;
    }

    Session? Keep(string text, Session? session) => session is null ? null
        : _read.Set(text, session, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromMinutes(10) });
}
