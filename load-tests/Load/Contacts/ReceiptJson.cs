using System.Buffers.Text;

namespace Platform.LoadTests.Load.Contacts;

/// <summary>A receipt found in JSON by its two members, without reading the rest.</summary>
static class ReceiptJson
{
    /// <summary>Finds it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, out Guid citizen, out long version)
    {
        (citizen, version) = (default, 0);
        return After(json, "\"citizen\":\""u8) is { IsEmpty: false } id && Utf8Parser.TryParse(id, out citizen, out _)
            && After(json, "\"version\":"u8) is { IsEmpty: false } number && Utf8Parser.TryParse(number, out version, out _);
    }

    static ReadOnlySpan<byte> After(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name) =>
        json.IndexOf(name) is >= 0 and var at ? json[(at + name.Length)..] : [];
}
