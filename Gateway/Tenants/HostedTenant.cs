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
    readonly FrozenDictionary<string, Vouched>.AlternateLookup<ReadOnlySpan<char>> _machines;

    /// <param name="told">As the directory has it now.</param>
    /// <param name="before">The same tenant until now: what it has spent and what was counted outlive a change of its colours.</param>
    /// <param name="settings">The gateway's.</param>
    /// <param name="clock">The time.</param>
    public HostedTenant(DirectoryTenant told, HostedTenant? before, GatewaySettings settings, TimeProvider clock)
    {
        Told = told;
        Number = Mark.Of(told.Id);
        Budget = before?.Budget.With(told.PerSecond, told.Concurrent) ?? new(told.PerSecond, told.Concurrent, clock);
        (Share, Tally) = (before?.Share ?? new(), before?.Tally ?? new());
        Share.InCrisis = told.InCrisis;
        Written = Language.Written(told.Languages);
        Visitor = new(new(told.Id, "visitor", Roles.Visitor, 0), settings, clock);
        _machines = told.Keys
            .ToFrozenDictionary(key => key.Hash, key => new Vouched(
                new(told.Id, "key:" + key.Name, Roles.Machine, 0) { Scopes = key.Scopes }, settings, clock), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public DirectoryTenant Told { get; }

    /// <summary>The same in every gateway.</summary>
    public ulong Number { get; }

    public Budget Budget { get; }

    public Share Share { get; }

    public Tally Tally { get; }

    /// <summary>The languages of the gateway's own sentences here, the default first.</summary>
    public string[] Written { get; }

    /// <summary>Whoever has not signed in.</summary>
    public Vouched Visitor { get; }

    /// <summary>The machine that an Authorization header lets in here, or null.</summary>
    /// <remarks>Hashed every time, a third of a microsecond: a key is never kept in the clear.</remarks>
    public Vouched? Machine(string authorization)
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
