using System.Collections.Concurrent;
using Platform.Edge;

namespace Platform.Access;

/// <summary>Verifies what the gateway vouches for. Safe for any number of threads.</summary>
/// <remarks>Settings: <c>Edge:Secret</c>, and during a rotation <c>Edge:PreviousSecret</c>; base64 of at least 32 bytes each.</remarks>
sealed class Vouching(IConfiguration configuration, TimeProvider clock)
{
    // A gateway signs a session's context once for many requests. A text that was just verified is believed for a moment:
    // short, so that a context never outlives its expiry by more; bounded, so that strangers cannot fill the memory.
    static readonly TimeSpan Belief = TimeSpan.FromSeconds(5);
    const int MostBelieved = 4096;

    readonly byte[][] _secrets =
        [Secret(configuration, "Edge:Secret", needed: true), .. Optional(configuration, "Edge:PreviousSecret")];
    readonly ConcurrentDictionary<string, Believed> _believed = new(StringComparer.Ordinal);

    /// <summary>The caller that a header vouches for, or null.</summary>
    public Caller? Verify(string? header)
    {
        if (string.IsNullOrEmpty(header))
            return null;
        var now = clock.GetTimestamp();
        if (_believed.TryGetValue(header, out var known) && clock.GetElapsedTime(known.Since, now) < Belief)
            return known.Caller;
        return VerifyAnew(header, now);
    }

    Caller? VerifyAnew(string header, long now)
    {
        foreach (var secret in _secrets)
            if (SignedContext.Verify(header, secret, clock.GetUtcNow()) is { } context)
                return Caller.From(context) is { } caller ? Believe(header, new(caller, now)) : null;
        _believed.TryRemove(header, out _);
        return null;
    }

    Caller Believe(string header, Believed believed)
    {
        if (_believed.Count >= MostBelieved)
            _believed.Clear();
        _believed[header] = believed;
        return believed.Caller;
    }

    static IEnumerable<byte[]> Optional(IConfiguration configuration, string name) =>
        string.IsNullOrEmpty(configuration[name]) ? [] : [Secret(configuration, name, needed: false)];

    static byte[] Secret(IConfiguration configuration, string name, bool needed)
    {
        var text = configuration[name];
        if (string.IsNullOrEmpty(text) && needed)
            throw new InvalidOperationException($"Set {name}: base64 of at least 32 random bytes, the same for gateway and silos.");
        var secret = new byte[text!.Length];
        return Convert.TryFromBase64String(text, secret, out var length) && length >= 32
            ? secret[..length]
            : throw new InvalidOperationException($"{name} is not base64 of at least 32 bytes.");
    }

    readonly record struct Believed(Caller Caller, long Since);
}
