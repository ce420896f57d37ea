using System.Buffers.Text;

namespace Platform.LoadTests.Load.Contacts;

/// <summary>Finds a receipt's two members in JSON without parsing the rest.</summary>
static class ReceiptJson
{
    public static bool TryRead(ReadOnlySpan<byte> json, out Guid citizen, out long version)
    {
        (citizen, version) = (default, 0);
        return ValueAfter(json, "\"citizen\":\""u8) is { IsEmpty: false } id && Utf8Parser.TryParse(id, out citizen, out _)
            && ValueAfter(json, "\"version\":"u8) is { IsEmpty: false } number && Utf8Parser.TryParse(number, out version, out _);
    }

    static ReadOnlySpan<byte> ValueAfter(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name) =>
        json.IndexOf(name) is >= 0 and var at ? json[(at + name.Length)..] : [];
}
