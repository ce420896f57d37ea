using System.Buffers;
using System.Globalization;
using Platform.Grains.Interfaces.Contracts;

namespace Platform.Grains.Interfaces.Identities;

/// <summary>Mail addresses and phone numbers in the form in which they are compared.</summary>
public static class ContactPointParser
{
    const int LongestMail = 254;
    static readonly SearchValues<char> PhoneSpacing = SearchValues.Create(" .-()/\u00a0\u202f\u2011");

    /// <summary>The comparable form of a mail address: trimmed, in lower case; null where it is no address.</summary>
    /// <remarks>The part before the @ is folded too: no provider met in practice tells people apart by case (RFC 5321 would allow it).</remarks>
    public static string? Mail(string? text)
    {
        var mail = text?.Trim().ToLower(CultureInfo.InvariantCulture);
        if (mail is not { Length: >= 3 and <= LongestMail } || mail.IndexOf('@', StringComparison.Ordinal) is var at && at is < 1 or > 64)
            return null;
        var domain = mail.AsSpan(at + 1);
        return domain.Length > 0 && domain.IndexOf('@') < 0 && domain[0] is not ('.' or '-') && domain[^1] is not ('.' or '-')
            && domain.IndexOf("..") < 0 && !IsBroken(mail)
            ? mail
            : null;
    }

    static bool IsBroken(string mail)
    {
        foreach (var c in mail)
            if (char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or ',' or ';' or '"')
                return true;
        return false;
    }

    /// <summary>The international form of a phone number (E.164): <c>06 12 34 56 78</c> is <c>+33612345678</c>; null where it is no number.</summary>
    public static string? Phone(string? text)
    {
        if (text is not { Length: <= 40 })
            return null;
        // +33 (0)6 12...: the zero in brackets is for callers inside the country.
        var written = text.Trim().Replace("(0)", "", StringComparison.Ordinal);
        Span<char> digits = stackalloc char[40];
        var length = 0;
        for (var i = 0; i < written.Length; i++)
            if (char.IsAsciiDigit(written[i]) || written[i] == '+' && length == 0)
                digits[length++] = written[i];
            else if (!PhoneSpacing.Contains(written[i]))
                return null;
        var number = digits[..length];
        if (number is ['0', '0', .. var rest])
            return International(rest);
        return number switch
        {
            ['+', .. var abroad] => International(abroad),
            ['0', >= '1' and <= '9', ..] when number.Length == 10 => string.Concat("+33", number[1..]),
            _ => null,
        };
    }

    /// <summary>What a person is found by, from what they said; or the sentence that says which of it makes no sense.</summary>
    /// <param name="person">As written.</param>
    /// <param name="verified">Proven to be theirs.</param>
    /// <param name="points">The mail first, then the phone.</param>
    public static NotAcceptable? Read(Identity person, bool verified, out IReadOnlyList<ContactPoint> points)
    {
        points = [];
        var mail = Mail(person.Email);
        if (mail is null && !string.IsNullOrWhiteSpace(person.Email))
            return new("citizen.email", new(
                "Cette adresse électronique n'en est pas une. Écrivez-la comme ada@exemple.fr.", "This is no mail address. Write it like ada@exemple.fr."));
        var phone = Phone(person.Phone);
        if (phone is null && !string.IsNullOrWhiteSpace(person.Phone))
            return new("citizen.phone", new(
                "Ce numéro de téléphone n'en est pas un. Écrivez-le comme 06 12 34 56 78, ou +352 621 123 456 à l'étranger.",
                "This is no phone number. Write it like 06 12 34 56 78, or +352 621 123 456 from abroad."));
        points = (mail, phone) switch
        {
            (null, null) => [],
            (not null, null) => [new(ContactPointKind.Email, mail, verified)],
            (null, not null) => [new(ContactPointKind.Phone, phone, verified)],
            _ => [new(ContactPointKind.Email, mail, verified), new(ContactPointKind.Phone, phone, verified)],
        };
        return null;
    }

    static string? International(ReadOnlySpan<char> digits) =>
        digits.Length is >= 7 and <= 15 && digits[0] != '0' && digits.IndexOf('+') < 0 ? string.Concat("+", digits) : null;
}
