using System.Globalization;
using System.Text;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Texts;

namespace Platform.Grains.Interfaces.Identities;

/// <summary>Mail addresses and phone numbers in the form in which they are compared.</summary>
public static class ContactPointParser
{
    const int LongestMail = 254;
    static readonly IdnMapping Domains = new() { UseStd3AsciiRules = true };

    /// <summary>The comparable form of a mail address: in lower case, composed (NFC), its domain as the net knows it (IDNA, RFC 5891);
    /// null where it is no address.</summary>
    /// <remarks>The part before the @ is folded too: no provider met in practice tells people apart by case (RFC 5321 would allow it).</remarks>
    public static string? Mail(string? text)
    {
        if (text is { Length: > 2 * LongestMail })
            return null;
        var mail = text?.Trim();
        if (mail is null || IsBroken(mail))
            return null;
        mail = TypedText.Line(mail)?.ToLowerInvariant();
        if (mail is not { Length: >= 3 } || mail.IndexOf('@', StringComparison.Ordinal) is var at && at is < 1 or > 64)
            return null;
        if (!Ascii.IsValid(mail.AsSpan(at + 1)))
            mail = OfTheNet(mail, at);
        if (mail is not { Length: <= LongestMail })
            return null;
        var domain = mail.AsSpan(at + 1);
        return domain.Length > 0 && domain.IndexOf('@') < 0 && domain[0] is not ('.' or '-') && domain[^1] is not ('.' or '-') && domain.IndexOf("..") < 0
            ? mail
            : null;
    }

    static string? OfTheNet(string mail, int at)
    {
        try
        {
            return string.Concat(mail.AsSpan(0, at + 1), Domains.GetAscii(mail, at + 1).ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    static bool IsBroken(string mail)
    {
        foreach (var c in mail)
            if (char.IsWhiteSpace(c) || c is '<' or '>' or ',' or ';' or '"')
                return true;
        return false;
    }

    /// <inheritdoc cref="PhoneReader.Read"/>
    public static string? Phone(string? text) => PhoneReader.Read(text);

    /// <summary>A contact point in today's form, whatever release kept it: the same one where it has it.</summary>
    public static ContactPoint Today(ContactPoint point) =>
        (point.Kind is ContactPointKind.Email ? Mail(point.Value) : Phone(point.Value)) is { } value && value != point.Value ? point with { Value = value } : point;

    /// <summary>The other forms in which earlier releases may have kept a contact point: its claims in the journal are found by them.</summary>
    /// <remarks>A phone was +33 and nine digits wherever it rang, and kept a zero after the country's code; a mail was kept as it was typed.</remarks>
    public static IReadOnlyList<string> Earlier(ContactPoint point)
    {
        var value = point.Value;
        if (point.Kind is ContactPointKind.Phone)
            return [.. PhoneReader.Earlier(value)];
        if (Ascii.IsValid(value) && !value.Contains("@xn--", StringComparison.Ordinal) && !value.Contains(".xn--", StringComparison.Ordinal))
            return [];
        var at = value.IndexOf('@', StringComparison.Ordinal);
        var typed = value;
        try
        {
            typed = string.Concat(value.AsSpan(0, at + 1), Domains.GetUnicode(value, at + 1));
        }
        catch (ArgumentException)
        {
            // No name of the net: it was kept as it stands.
        }
        return [.. new[] { typed, typed.Normalize(NormalizationForm.FormD), value.Normalize(NormalizationForm.FormD) }
            .Distinct().Where(form => form != value)];
    }

    /// <summary>An earlier release kept it in another form however it was written, and not only where it was written oddly.</summary>
    public static bool WasOther(ContactPoint point) =>
        point.Kind is ContactPointKind.Phone ? !point.Value.StartsWith("+33", StringComparison.Ordinal) && PhoneReader.IsOverseas(point.Value) : Earlier(point).Count > 0;

    /// <summary>What a person is found by, from what they said; or the sentence that says which of it makes no sense.</summary>
    /// <param name="person">As written.</param>
    /// <param name="verified">Proven to be theirs.</param>
    /// <param name="points">The mail first, then the phone.</param>
    public static NotAcceptable? Read(Identity person, bool verified, out IReadOnlyList<ContactPoint> points)
    {
        points = [];
        var mail = Mail(person.Email);
        if (mail is null && TypedText.Line(person.Email) is not null)
            return new("citizen.email", new(
                "Cette adresse électronique n'en est pas une. Écrivez-la comme ada@exemple.fr.", "This is no mail address. Write it like ada@exemple.fr."));
        var phone = Phone(person.Phone);
        if (phone is null && TypedText.Line(person.Phone) is not null)
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
}
