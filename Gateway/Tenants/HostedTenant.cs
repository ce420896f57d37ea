using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Platform.Gateway.Affinity;
using Platform.Gateway.Budgets;
using Platform.Gateway.Contracts;
using Platform.Gateway.Measuring;
using Platform.Gateway.Pages;

namespace Platform.Gateway.Tenants;

/// <summary>One tenant of the directory, ready for requests.</summary>
sealed class HostedTenant
{
    readonly FrozenDictionary<string, SignedIdentity>.AlternateLookup<ReadOnlySpan<char>> _machines;

    /// <param name="told">As the directory has it now.</param>
    /// <param name="before">The same tenant until now: what it has spent and what was counted outlive a change of its colours.</param>
    /// <param name="settings">The gateway's.</param>
    /// <param name="clock">The time.</param>
    public HostedTenant(DirectoryTenant told, HostedTenant? before, GatewaySettings settings, TimeProvider clock)
    {
        Definition = told;
        Number = Fnv1a.Hash(told.Id);
        RateLimit = before?.RateLimit.UpdateLimits(told.PerSecond, told.Concurrent) ?? new(told.PerSecond, told.Concurrent, clock);
        (Share, Counters) = (before?.Share ?? new(), before?.Counters ?? new());
        Share.InCrisis = told.InCrisis;
        PageLanguages = RequestLanguage.Supported(told.Languages);
        Visitor = new(new(told.Id, "visitor", Roles.Visitor, 0), settings, clock);
        _machines = told.Keys
            .ToFrozenDictionary(key => key.Hash, key => new SignedIdentity(
                new(told.Id, "key:" + key.Name, Roles.Machine, 0) { Scopes = key.Scopes }, settings, clock), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public DirectoryTenant Definition { get; }

    /// <summary>The same in every gateway.</summary>
    public ulong Number { get; }

    public TenantRateLimit RateLimit { get; }

    public TenantShare Share { get; }

    public RequestCounters Counters { get; }

    /// <summary>The languages of the gateway's own sentences here, the default first.</summary>
    public string[] PageLanguages { get; }

    /// <summary>Whoever has not signed in.</summary>
    public SignedIdentity Visitor { get; }

    /// <summary>The machine that an Authorization header lets in here, or null.</summary>
    /// <remarks>Hashed every time, a third of a microsecond: a key is never kept in the clear.</remarks>
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
