using System.Text;

namespace Platform.Gateway.Tenants;

/// <summary>The host name in a Host header (RFC 9110, 7.2), without its port.</summary>
static class HostName
{
    /// <summary>Accepts ASCII names without a trailing dot; anything else names no tenant.</summary>
    public static bool TryRead(string? header, out ReadOnlySpan<char> name)
    {
        name = header;
        if (name.Length is 0 or > 260 || !Ascii.IsValid(name))
            return false;
        var colon = name.IndexOf(':');
        if (colon >= 0 && name[0] != '[')
        {
            if (!IsPort(name[(colon + 1)..]))
                return false;
            name = name[..colon];
        }
        return name.Length > 0 && name[^1] != '.';
    }

    static bool IsPort(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= 5 && text.IndexOfAnyExceptInRange('0', '9') < 0 && int.Parse(text) is > 0 and <= ushort.MaxValue;
}
