using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Features;
using Platform.Gateway.Contracts;
using Platform.Web.Problems;

namespace Platform.Web.Access;

/// <summary>Verifies what the gateway vouches for. Safe for any number of threads.</summary>
/// <remarks>Settings: <c>Edge:Secret</c>, and during a rotation <c>Edge:PreviousSecret</c>; base64 of at least 32 bytes each.</remarks>
sealed partial class CallerAuthentication(IConfiguration configuration, TimeProvider clock, ILogger<CallerAuthentication> log)
{
    // A gateway signs a session's context once for many requests. A text that was just verified is believed for a moment:
    // short, so that a context never outlives its expiry by more; bounded, so that strangers cannot fill the memory.
    static readonly TimeSpan Belief = TimeSpan.FromSeconds(5);
    const int MostBelieved = 4096;
    static readonly TimeSpan BetweenComplaints = TimeSpan.FromMinutes(1);

    readonly byte[][] _secrets = Secrets(configuration);
    readonly ConcurrentDictionary<string, Believed> _believed = new(StringComparer.Ordinal);
    long _complained;

    /// <summary>The caller that a header vouches for, or null.</summary>
    /// <param name="header">The text.</param>
    /// <param name="late">A gateway of ours signed it, and its time is over. Gateways sign anew long before, so the clocks are apart, and
    /// the fault is ours and not the caller's.</param>
    public Caller? Verify(string? header, out bool late)
    {
        late = false;
        if (string.IsNullOrEmpty(header))
            return null;
        var now = clock.GetTimestamp();
        if (_believed.TryGetValue(header, out var known) && clock.GetElapsedTime(known.Since, now) < Belief)
            return known.Caller;
        return VerifyAnew(header, now, out late);
    }

    /// <summary>Whether the context was sent with just this request, by a gateway and now; the body remains to be compared.</summary>
    /// <param name="request">As received.</param>
    /// <param name="context">The text of <see cref="SignedContext.Header"/>.</param>
    /// <param name="late">A gateway of ours signed it at another time: the clocks are apart, or it is sent a second time.</param>
    /// <param name="bodyDigest">The SHA-256 of the body; null where it is a stream.</param>
    public bool IsBound(HttpRequest request, string context, out bool late, out byte[]? bodyDigest)
    {
        (late, bodyDigest) = (false, null);
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        foreach (var secret in _secrets)
        {
            if (!RequestProof.Verify(request.Headers[RequestProof.Header], secret, request.Method, target, context, out var signedAt, out bodyDigest))
                continue;
            late = !RequestProof.IsTimely(signedAt, clock.GetUtcNow());
            if (late)
                Complain(signedAt, clock.GetTimestamp());
            return !late;
        }
        return false;
    }

    Caller? VerifyAnew(string header, long now, out bool late)
    {
        late = false;
        if (_secrets.Select(secret => SignedContext.Verify(header, secret)).FirstOrDefault(read => read is not null) is { } context)
        {
            late = !context.IsValidAt(clock.GetUtcNow());
            if (!late)
                return Caller.From(context) is { } caller ? Believe(header, new(caller, now)) : null;
            Complain(context.Expires, now);
        }
        _believed.TryRemove(header, out _);
        return null;
    }

    void Complain(long signed, long now)
    {
        var before = Interlocked.Read(ref _complained);
        if ((before == 0 || clock.GetElapsedTime(before, now) > BetweenComplaints) && Interlocked.CompareExchange(ref _complained, now, before) == before)
            LogApart(clock.GetUtcNow().ToUnixTimeSeconds() - signed);
    }

    Caller Believe(string header, Believed believed)
    {
        if (_believed.Count >= MostBelieved)
            _believed.Clear();
        _believed[header] = believed;
        return believed.Caller;
    }

    /// <summary>The authentication of a request found that its gateway's clock is not this silo's.</summary>
    public static bool FoundClocksApart(HttpContext? context) => context?.Features.Get<Problem>() == Problem.ClocksApart;

    /// <summary>The secret that is shared with the gateways, then, during a rotation, the one before.</summary>
    /// <exception cref="InvalidOperationException">One is missing, or is none.</exception>
    public static byte[][] Secrets(IConfiguration configuration) =>
        string.IsNullOrEmpty(configuration["Edge:PreviousSecret"])
            ? [Secret(configuration, "Edge:Secret")] : [Secret(configuration, "Edge:Secret"), Secret(configuration, "Edge:PreviousSecret")];

    static byte[] Secret(IConfiguration configuration, string name) => SharedSecret.Parse(configuration[name])
        ?? throw new InvalidOperationException($"Set {name} to base64 of at least 32 random bytes, the same for gateway and silos.");

    [LoggerMessage(LogLevel.Warning, "A gateway's word was of {Seconds} s ago by this silo's clock: their clocks are apart, and its requests are refused with 503. Set both by NTP.")]
    partial void LogApart(long seconds);

    readonly record struct Believed(Caller Caller, long Since);
}
