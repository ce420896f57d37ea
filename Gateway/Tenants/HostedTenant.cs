using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Platform.Gateway.Admission;
using Platform.Gateway.Configuration;
using Platform.Gateway.Contracts;
using Platform.Gateway.Destinations;
using Platform.Gateway.Identity;
using Platform.Gateway.Problems;
using Platform.Gateway.Telemetry;

namespace Platform.Gateway.Tenants;

/// <summary>One tenant of the directory with all that a request to it needs: limits, counters, identities.</summary>
sealed class HostedTenant
{
    readonly FrozenDictionary<string, SignedIdentity>.AlternateLookup<ReadOnlySpan<char>> _machines;

    /// <param name="definition">From the directory.</param>
    /// <param name="previous">The same tenant until now: its limits and counters outlive a change of its definition.</param>
    /// <param name="settings">The gateway's.</param>
    /// <param name="clock">For limits and signatures.</param>
    public HostedTenant(DirectoryTenant definition, HostedTenant? previous, GatewaySettings settings, TimeProvider clock)
    {
        Definition = definition;
        AffinitySeed = Fnv1a.Hash(definition.Id);
        RateLimit = previous?.RateLimit.UpdateLimits(definition.PerSecond, definition.Concurrent) ?? new(definition.PerSecond, definition.Concurrent, clock);
        (Share, Counters) = (previous?.Share ?? new(), previous?.Counters ?? new());
        Share.InCrisis = definition.InCrisis;
        PageLanguages = definition.Languages.Where(GatewayProblem.Languages.Contains).ToArray() is { Length: > 0 } languages ? languages : GatewayProblem.Languages;
        Visitor = new(new(definition.Id, "visitor", Roles.Visitor, 0), settings, clock);
        _machines = definition.Keys
            .ToFrozenDictionary(key => key.Hash, key => new SignedIdentity(
                new(definition.Id, "key:" + key.Name, Roles.Machine, 0) { Scopes = key.Scopes }, settings, clock), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public DirectoryTenant Definition { get; }

    /// <summary>The seed of <see cref="AffinityKey"/>, the same in every gateway.</summary>
    public ulong AffinitySeed { get; }

    public TenantRateLimit RateLimit { get; }

    public TenantShare Share { get; }

    public RequestCounters Counters { get; }

    /// <summary>The languages of the gateway's own pages for this tenant, the default first.</summary>
    public IReadOnlyList<string> PageLanguages { get; }

    /// <summary>The identity of callers who have not signed in.</summary>
    public SignedIdentity Visitor { get; }

    /// <summary>The identity of the API key in an Authorization header, or null where it is no key of this tenant.</summary>
    /// <remarks>Hashed for every request, a third of a microsecond: no key is kept in the clear.</remarks>
    public SignedIdentity? FindMachine(string authorization)
    {
        const string Scheme = "Bearer ";
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || authorization.Length > 512)
            return null;
        Span<byte> key = stackalloc byte[3 * 512];
        var length = Encoding.UTF8.GetBytes(authorization.AsSpan(Scheme.Length), key);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key[..length], hash);
        Span<char> text = stackalloc char[2 * SHA256.HashSizeInBytes];
        return Convert.TryToHexStringLower(hash, text, out _) && _machines.TryGetValue(text, out var machine) ? machine : null;
    }
}
