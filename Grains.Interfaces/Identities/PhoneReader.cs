using System.Globalization;
using System.Text;
using PhoneNumbers;

namespace Platform.Grains.Interfaces.Identities;

/// <summary>Reads phone numbers by the numbering plans of all countries (Google's libphonenumber).</summary>
/// <remarks>A number is taken where it is possible: numbers kept for fiction (ARCEP: 06 39 98...) and numbers of ranges that were opened
/// yesterday are possible, not "valid".</remarks>
public static class PhoneReader
{
    /// <summary>The region of a tenant that says no other: metropolitan France, whose national numbers are those of overseas France too.</summary>
    public const string DefaultRegion = "FR";

    const int Longest = 64;
    const int French = 33;

    static readonly PhoneNumberUtil Plans = PhoneNumberUtil.GetInstance();

    // One national plan, seven country codes: a caller in any of them dials 0692... alike (ARCEP, plan de numérotation).
    static readonly string[] Overseas = ["RE", "YT", "GP", "GF", "MQ", "BL", "MF", "PM"];

    // Ranges of overseas France alone. 0639 is not among them: 06 39 98 is kept for fiction in metropolitan France.
    static readonly (string National, string International, int Dropped)[] OverseasPrefixes =
    [
        ("0262", "+262", 1), ("0263", "+262", 1), ("0269", "+262", 1), ("0692", "+262", 1), ("0693", "+262", 1),
        ("0590", "+590", 1), ("0690", "+590", 1), ("0691", "+590", 1), ("0594", "+594", 1), ("0694", "+594", 1),
        ("0596", "+596", 1), ("0696", "+596", 1), ("0697", "+596", 1), ("0508", "+508", 4),
    ];

    /// <summary>The international form (E.164) of a number as somebody wrote it: <c>06 12 34 56 78</c>, <c>0033 6...</c>, <c>+33 (0)6...</c> and
    /// <c>+33 06...</c> are <c>+33612345678</c>; <c>0692 11 22 33</c> is <c>+262692112233</c>. Null where no such number can exist.</summary>
    /// <param name="text">As written, with any blanks, dashes and brackets; up to 64 characters.</param>
    /// <param name="region">Whose national numbers are meant where no country is said (ISO 3166-1 alpha-2).</param>
    public static string? Read(string? text, string region = DefaultRegion)
    {
        if (text is not { Length: > 0 and <= Longest } || Digits(text) is not { Length: > 1 } digits)
            return null;
        var isFrench = region is DefaultRegion || Array.IndexOf(Overseas, region) >= 0;
        if (digits[0] != '+' && isFrench)
            return National(digits);
        if (Parsed(digits, region) is not { } number)
            return null;
        if (number.CountryCode != French)
            return Written(number);
        // +33 692...: written so by who does not know that Réunion has a country code of its own.
        var national = Plans.GetNationalSignificantNumber(number);
        return National("0" + national);
    }

    /// <summary>Every way in which a number begins, in digits alone: international, and as it is dialled at home.</summary>
    /// <param name="number">In international form.</param>
    public static IReadOnlyList<string> Dialled(string number)
    {
        var international = number.TrimStart('+');
        if (number.StartsWith("+508", StringComparison.Ordinal))
            return [international, "0" + international];
        if (Parsed(number, DefaultRegion) is not { } parsed)
            return [international];
        var national = new string([.. Plans.Format(parsed, PhoneNumberFormat.NATIONAL).Where(char.IsAsciiDigit)]);
        return national == international ? [international] : [international, national];
    }

    /// <summary>The forms in which earlier releases kept this number.</summary>
    internal static IEnumerable<string> Earlier(string number)
    {
        if (Parsed(number, DefaultRegion) is not { } parsed)
            yield break;
        var national = Plans.GetNationalSignificantNumber(parsed);
        var country = parsed.CountryCode.ToString(CultureInfo.InvariantCulture);
        yield return $"+{country}0{national}";
        if (!IsOverseas(number))
            yield break;
        var home = parsed.CountryCode == 508 ? "508" + national : national;
        yield return "+33" + home;
        yield return "+330" + home;
    }

    /// <summary>Of a country code of overseas France.</summary>
    internal static bool IsOverseas(string number) => OverseasPrefixes.Any(prefix => number.StartsWith(prefix.International, StringComparison.Ordinal));

    /// <summary>A phone as its tenant's people write it: national numbers of another country than France become international, so that later
    /// readers need not know the tenant.</summary>
    /// <param name="phone">As written, or null.</param>
    /// <param name="timeZone">Of the authority (IANA).</param>
    public static string? OfTenant(string? phone, string? timeZone) =>
        RegionOf(timeZone) is not DefaultRegion and var region && Read(phone, region) is { } international ? international : phone;

    /// <summary>The region whose national numbers an authority's people write, from the time zone that it keeps; France where it says nothing else.</summary>
    /// <param name="timeZone">IANA name.</param>
    public static string RegionOf(string? timeZone) => timeZone switch
    {
        "Pacific/Noumea" => "NC",
        "Pacific/Tahiti" or "Pacific/Marquesas" or "Pacific/Gambier" => "PF",
        "Pacific/Wallis" => "WF",
        "Europe/Luxembourg" => "LU",
        "Europe/Berlin" => "DE",
        "Europe/Brussels" => "BE",
        "Europe/Zurich" => "CH",
        _ => DefaultRegion,
    };

    /// <summary>The digits that somebody wrote, those of any script in ASCII, with the plus of an international number (<c>00</c> is one);
    /// null where it is no number.</summary>
    static string? Digits(string text)
    {
        var written = text.Normalize(NormalizationForm.FormKC).Trim();
        if (written.StartsWith("tel:", StringComparison.OrdinalIgnoreCase))
            written = written[4..];
        // +33 (0)6 12...: the zero in brackets is for callers inside the country.
        written = written.Replace("(0)", "", StringComparison.Ordinal);
        var digits = new StringBuilder(written.Length);
        foreach (var sign in written)
            if (CharUnicodeInfo.GetDecimalDigitValue(sign) is >= 0 and var digit)
                digits.Append((char)('0' + digit));
            else if (sign == '+' && digits.Length == 0)
                digits.Append('+');
            else if (!IsBetweenDigits(sign))
                return null;
        return digits.Length > 2 && digits[0] == '0' && digits[1] == '0' ? "+" + digits.ToString(2, digits.Length - 2) : digits.ToString();
    }

    static bool IsBetweenDigits(char sign) => sign is '.' or '(' or ')' or '/' or '\u2212' or '\u00b7' || char.IsWhiteSpace(sign)
        || CharUnicodeInfo.GetUnicodeCategory(sign) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format or UnicodeCategory.Control;

    static string? National(string digits)
    {
        if (digits.Length == 10)
            foreach (var (prefix, country, dropped) in OverseasPrefixes)
                if (digits.StartsWith(prefix, StringComparison.Ordinal))
                    return country + digits[dropped..];
        if (Parsed(digits, DefaultRegion) is not { } number)
            return null;
        if (!Plans.IsValidNumber(number))
            foreach (var region in Overseas)
                if (Parsed(digits, region) is { } abroad && Plans.IsValidNumberForRegion(abroad, region))
                    return Written(abroad);
        return Written(number);
    }

    static PhoneNumber? Parsed(string digits, string region)
    {
        try
        {
            var number = Plans.Parse(digits, region);
            return Plans.IsPossibleNumber(number) && !(IsOfFrance(number.CountryCode) && Plans.GetNationalSignificantNumber(number)[0] == '0') ? number : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    static bool IsOfFrance(int country) => country is French or 262 or 590 or 594 or 596 or 508;

    static string Written(PhoneNumber number) => Plans.Format(number, PhoneNumberFormat.E164);
}
