using System.Globalization;
using System.Security.Cryptography;

namespace Platform.Grains.Requests;

/// <summary>The number of a request as people say and write it: <c>26-K7PMQ3X</c>, the year and 7 characters without I, L, O and U.</summary>
public static class RequestNumber
{
    const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const int Length = 7;

    /// <summary>A number at random: 35 bits within a year, that of the offset of <paramref name="now"/>. Its claim keeps it unique in the tenant.</summary>
    public static string New(DateTimeOffset now) => New(now, static (signs, length) => RandomNumberGenerator.GetString(signs, length));

    /// <summary>The same by another source of chance.</summary>
    /// <param name="now">In the offset of the authority.</param>
    /// <param name="choose">Chooses so many of some characters.</param>
    public static string New(DateTimeOffset now, Func<string, int, string> choose) =>
        string.Create(CultureInfo.InvariantCulture, $"{now.Year % 100:00}-{choose(Crockford, Length)}");

    /// <summary>A number as someone typed it, in its one written form; null where it is no number.</summary>
    public static string? Read(string? text)
    {
        var typed = (text ?? "").Trim().ToUpperInvariant().Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return typed.Length == Length + 3 && typed[2] == '-' && char.IsAsciiDigit(typed[0]) && char.IsAsciiDigit(typed[1])
            && typed.AsSpan(3).IndexOfAnyExcept(Crockford) < 0 ? typed : null;
    }
}
