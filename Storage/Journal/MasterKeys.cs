using System.Security.Cryptography;
using System.Text;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Storage.Journal;

/// <summary>What wraps citizens' keys. The newest wraps; earlier ones still open, so that a key can be changed with overlap.</summary>
sealed class MasterKeys
{
    const int NameBytes = 4;
    readonly (byte[] Name, SealKey Key)[] keys;

    MasterKeys(IEnumerable<byte[]> keys) => this.keys = [.. keys.Select(key => (SHA256.HashData(key)[..NameBytes], new SealKey(key)))];

    /// <exception cref="InvalidOperationException">One is missing, or is not 32 bytes in base64.</exception>
    public static MasterKeys Read(string? newest, IEnumerable<string?> earlier) =>
        new([Decode(newest, "Journal:MasterKey"), .. earlier.Select(key => Decode(key, "Journal:PreviousMasterKeys"))]);

    /// <summary>A citizen's key as the database keeps it: the name of the master key, then the sealed key.</summary>
    public byte[] Wrap(TenantId tenant, CitizenId citizen, SealKey key) =>
        [.. keys[0].Name, .. keys[0].Key.Seal(AssociatedData(tenant, citizen), key.Bytes.Span)];

    /// <exception cref="CryptographicException">It was wrapped by a master key that is not configured, or is not what was written.</exception>
    public SealKey Unwrap(TenantId tenant, CitizenId citizen, ReadOnlySpan<byte> wrapped)
    {
        foreach (var (name, key) in keys)
        {
            if (wrapped.StartsWith(name)) return new(key.Open(AssociatedData(tenant, citizen), wrapped[NameBytes..]));
        }
        throw new CryptographicException("A citizen's key was wrapped by a master key that is not in Journal:MasterKey or Journal:PreviousMasterKeys.");
    }

    static byte[] AssociatedData(TenantId tenant, CitizenId citizen) => Encoding.UTF8.GetBytes($"{tenant}/key/{citizen}");

    static byte[] Decode(string? text, string setting)
    {
        var key = new byte[SealKey.Length];
        return text is not null && Convert.TryFromBase64String(text, key, out var length) && length == key.Length
            ? key
            : throw new InvalidOperationException($"{setting} must be 32 bytes in base64: make one with 'openssl rand -base64 32' and keep it safe. "
                + "Without it no personal part can ever be read again.");
    }
}
