using System.Text;

namespace Platform.Grains.Interfaces.Tenancy;

/// <summary>For whom the calls that follow are made. Without it, the filter of grain calls lets none of them through.</summary>
public static class TenantScope
{
    const string Name = "tenant";

    /// <summary>Enters a tenant for the calls of this flow, until what is given back is disposed of.</summary>
    /// <param name="tenant">As the signed context says, or for whom the platform itself works.</param>
    public static Left Enter(TenantId tenant)
    {
        var before = RequestContext.Get(Name) as string;
        RequestContext.Set(Name, tenant.Value);
        return new(before);
    }

    /// <summary>The key is of the tenant that was entered: see <see cref="TenantKey"/>.</summary>
    public static bool Holds(IdSpan key)
    {
        var bytes = key.AsSpan();
        return RequestContext.Get(Name) is string entered && bytes.Length > entered.Length && bytes[entered.Length] == (byte)'/'
            && Ascii.Equals(bytes[..entered.Length], entered);
    }

    /// <summary>Leaves the tenant again.</summary>
    public readonly struct Left : IDisposable
    {
        readonly string? _before;

        internal Left(string? before) => _before = before;

        /// <inheritdoc/>
        public void Dispose()
        {
            if (_before is null)
                RequestContext.Remove(Name);
            else
                RequestContext.Set(Name, _before);
        }
    }
}
