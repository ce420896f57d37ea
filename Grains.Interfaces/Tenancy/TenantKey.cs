using System.Buffers;

namespace Platform.Grains.Interfaces.Tenancy;

/// <summary>The key of a grain: <c>tenant/id</c>, both parts validated. The only place where a key is made.</summary>
public static class TenantKey
{
    internal static readonly SearchValues<char> Label = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>The key of a thing of a tenant.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="id">1 to 64 of <c>a-z 0-9 -</c>.</param>
    /// <exception cref="ArgumentException">The tenant is the default value, or the id has another character.</exception>
    public static string Of(TenantId tenant, string id) =>
        tenant.Value is null || id.Length is 0 or > 64 || id.AsSpan().IndexOfAnyExcept(Label) >= 0
            ? throw new ArgumentException("A grain key is tenant/id, each of a-z 0-9 -.", nameof(id))
            : $"{tenant.Value}/{id}";

    /// <summary>The parts of a key that <see cref="Of"/> made.</summary>
    /// <exception cref="FormatException">It did not.</exception>
    public static (TenantId Tenant, string Id) Parts(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && key.Length - slash is > 1 and <= 65 && key.AsSpan(slash + 1).IndexOfAnyExcept(Label) < 0
            ? (TenantId.Parse(key[..slash]), key[(slash + 1)..])
            : throw new FormatException("Not a grain key.");
    }
}
