using System.Text;

namespace Platform.Gateway.Tenants;

/// <summary>The host name in a Host header (RFC 9110, 7.2), without its port.</summary>
static class HostName
{
    /// <summary>The header as it came: <see cref="HttpRequest.Host"/> decodes international names, and throws where one is impossible.</summary>
    public static string HeaderOf(HttpRequest request) => request.Headers.Host.ToString();

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

    /// <summary>The header without the dot of the root after its name; false where there is none.</summary>
    public static bool TryRemoveRoot(string? header, out string withoutRoot)
    {
        withoutRoot = "";
        if (header is null || header.IndexOf('.', StringComparison.Ordinal) < 0)
            return false;
        var colon = header.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? header : header[..colon];
        if (name is not [.., not '.', '.'])
            return false;
        withoutRoot = name[..^1] + header[name.Length..];
        return true;
    }

    static bool IsPort(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= 5 && text.IndexOfAnyExceptInRange('0', '9') < 0 && int.Parse(text) is > 0 and <= ushort.MaxValue;
}
