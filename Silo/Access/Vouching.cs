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

    readonly byte[][] _secrets = Secrets(configuration);
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

    /// <summary>The secret that is shared with the gateways, then, during a rotation, the one before.</summary>
    /// <exception cref="InvalidOperationException">One is missing, or is none.</exception>
    public static byte[][] Secrets(IConfiguration configuration) =>
        string.IsNullOrEmpty(configuration["Edge:PreviousSecret"])
            ? [Secret(configuration, "Edge:Secret")] : [Secret(configuration, "Edge:Secret"), Secret(configuration, "Edge:PreviousSecret")];

    static byte[] Secret(IConfiguration configuration, string name) => SharedSecret.Parse(configuration[name])
        ?? throw new InvalidOperationException($"Set {name} to base64 of at least 32 random bytes, the same for gateway and silos.");

    readonly record struct Believed(Caller Caller, long Since);
}
