using System.Buffers;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Caching.Memory;
using Platform.Gateway.Contracts;

namespace Platform.Gateway.SignIn;

/// <summary>The session of a person at one tenant: the payload of the cookie, encrypted.</summary>
/// <param name="Id">Random; by it a session is revoked.</param>
/// <param name="Tenant">The only one it is valid at.</param>
/// <param name="Subject">The person.</param>
/// <param name="SignedIn">When it was created.</param>
/// <param name="Seen">When it was last renewed.</param>
sealed record Session(string Id, string Tenant, string Subject, DateTimeOffset SignedIn, DateTimeOffset Seen);

/// <summary>Creates, validates and revokes sessions. They live in the cookie, so that any gateway can read what another wrote.</summary>
sealed class Sessions(SharedSecretProtector protector, TimeProvider clock) : IDisposable
{
    const int LongestCookie = 4_096;
    static readonly TimeSpan AbsoluteTimeout = TimeSpan.FromHours(8), IdleTimeout = TimeSpan.FromHours(2), RenewalInterval = TimeSpan.FromMinutes(15), PurgeInterval = TimeSpan.FromMinutes(10);

    readonly SharedSecretProtector _protector = protector.CreateProtector("session");
    readonly Channel<RevokedSession> _signedOut = Channel.CreateBounded<RevokedSession>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });
    // Decryption costs more than the rest of a request, and a browser sends the same cookie again and again.
    readonly MemoryCache _decrypted = new(new MemoryCacheOptions { SizeLimit = 20_000 });
    // Never evicted, or a signed-out session would work again: each stays until it would have expired.
    readonly ConcurrentDictionary<string, DateTimeOffset> _revoked = new(StringComparer.Ordinal);
    readonly LiveStreams _live = new();
    long _purgedAt;

    /// <summary>A new session with a new id, whatever cookie the browser sent (session fixation).</summary>
    public string Create(string tenant, string subject)
    {
        var now = clock.GetUtcNow();
        return Encrypt(new(RandomNumberGenerator.GetHexString(32, lowercase: true), tenant, subject, now, now));
    }

    /// <summary>The session of a cookie, or null where it is another tenant's, forged, revoked or expired.</summary>
    public Session? Find(string cookie, string tenant)
    {
        var session = _decrypted.Get<Session>(cookie) ?? Cache(cookie, Decrypt(cookie));
        var now = clock.GetUtcNow();
        return session is not null && session.Tenant == tenant && now - session.SignedIn < AbsoluteTimeout && now - session.Seen < IdleTimeout
            && !_revoked.ContainsKey(session.Id) ? session : null;
    }

    /// <summary>A new cookie that restarts the idle timeout; null where it is not yet due.</summary>
    public string? Renew(Session session) =>
        clock.GetUtcNow() is var now && now - session.Seen >= RenewalInterval ? Encrypt(session with { Seen = now }) : null;

    /// <summary>The sessions that were signed out at this gateway, for the others.</summary>
    public ChannelReader<RevokedSession> SignedOut => _signedOut.Reader;

    /// <summary>Revokes a session and every copy of its cookie: here at once, at other gateways within a second or two.</summary>
    public void SignOut(Session session)
    {
        var revoked = new RevokedSession(session.Id, session.SignedIn + AbsoluteTimeout);
        Revoke(revoked);
        _signedOut.Writer.TryWrite(revoked);
    }

    /// <summary>Refuses a session that was signed out, here or at another gateway.</summary>
    public void Revoke(RevokedSession session)
    {
        _revoked[session.Id] = session.Until;
        _live.End(session.Id);
        var (now, purged) = (clock.GetUtcNow(), Volatile.Read(ref _purgedAt));
        if (now.UtcTicks - purged < PurgeInterval.Ticks || Interlocked.CompareExchange(ref _purgedAt, now.UtcTicks, purged) != purged)
            return;
        foreach (var expired in _revoked.Where(one => one.Value < now))
            _revoked.TryRemove(expired);
    }

    /// <summary>Aborts a response that goes on when its session is revoked, here or at another gateway, until the result is disposed.</summary>
    public IDisposable EndWith(Session session, Action abort)
    {
        var stream = _live.Add(session.Id, abort);
        // It may have been revoked since the request was authenticated.
        if (_revoked.ContainsKey(session.Id))
            abort();
        return stream;
    }

    public void Dispose() => _decrypted.Dispose();

    string Encrypt(Session session) => Base64Url.EncodeToString(_protector.Protect(JsonSerializer.SerializeToUtf8Bytes(session)));

    Session? Decrypt(string cookie)
    {
        Span<byte> encrypted = stackalloc byte[LongestCookie];
        return cookie.Length <= LongestCookie && Base64Url.DecodeFromChars(cookie, encrypted, out _, out var length) is OperationStatus.Done
            && _protector.Unprotect(encrypted[..length]) is { } json ? JsonSerializer.Deserialize<Session>(json) : null;
    }

    Session? Cache(string cookie, Session? session) => session is null ? null
        : _decrypted.Set(cookie, session, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromMinutes(10) });
}
