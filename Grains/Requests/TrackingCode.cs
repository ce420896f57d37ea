using System.Security.Cryptography;
using System.Text;
using Platform.Grains.EventSourcing;

namespace Platform.Grains.Requests;

/// <summary>What a citizen follows a request with: 128 random bits in 26 letters and digits, written in groups. Only its digest can be searched for.</summary>
public static class TrackingCode
{
    // RFC 4648 base 32 in capitals, whose digits 2 to 7 cannot be taken for letters.
    const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const int Length = 26;

    /// <summary>A code at random: <c>ABCDE-FGHIJ-KLMNO-PQRST-UVWXYZ</c>.</summary>
    public static string New()
    {
        var code = RandomNumberGenerator.GetString(Base32, Length);
        return $"{code[..5]}-{code[5..10]}-{code[10..15]}-{code[15..20]}-{code[20..]}";
    }

    /// <summary>The claim of the request that a code leads to, from the code as someone typed it; null where it is no code.</summary>
    public static ClaimKey? Claim(string? text)
    {
        if (text is not { Length: <= 64 })
            return null;
        var code = new StringBuilder(Length);
        foreach (var c in text.ToUpperInvariant())
            if (Base32.Contains(c, StringComparison.Ordinal))
                code.Append(c);
            else if (c is not ('-' or ' '))
                return null;
        return code.Length == Length
            ? new("tracking", Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(code.ToString()))))
            : null;
    }
}
