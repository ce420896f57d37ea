using System.Globalization;
using System.Text;

namespace Platform.Grains.Interfaces.Identities;

/// <summary>The words by which a citizen is found while an agent types: the same folding for what is kept and for what is asked.</summary>
public static class SearchWords
{
    const int Most = 16;
    const int Longest = 64;

    /// <summary>The words of a person: of the name, the mails, the digits of the phones in both forms.</summary>
    public static IReadOnlyList<string> Of(Identity identity, IReadOnlyList<ContactPoint> points)
    {
        var words = new List<string>(8);
        Split(Folded(identity.Name ?? ""), words);
        if (identity.Phone is not null && ContactPointParser.Phone(identity.Phone) is { } phone)
            AddPhone(phone, words);
        if (ContactPointParser.Mail(identity.Email) is { } mail)
            words.Add(Folded(mail));
        foreach (var point in points)
            if (point.Kind is ContactPointKind.Phone)
                AddPhone(point.Value, words);
            else
                words.Add(Folded(point.Value));
        return [.. words.Select(static word => word.Length > Longest ? word[..Longest] : word).Distinct().Take(Most)];
    }

    /// <summary>What an agent typed, as the beginnings of words that must all be found; a phone is one word of digits however it is spaced.</summary>
    public static IReadOnlyList<string> Asked(string text)
    {
        var words = new List<string>(4);
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        if (digits.Length >= 4 && text.All(static c => char.IsAsciiDigit(c) || char.IsWhiteSpace(c) || c is '+' or '.' or '-' or '(' or ')' or '/'))
            words.Add(digits);
        else
            foreach (var part in Folded(text).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                if (part.Contains('@', StringComparison.Ordinal))
                    words.Add(part);
                else
                    Split(part, words);
        return [.. words.Select(static word => word.Length > Longest ? word[..Longest] : word).Distinct().Take(8)];
    }

    /// <summary>Lower case without accents: <c>Émilie Cœur</c> is <c>emilie coeur</c>.</summary>
    public static string Folded(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var folded = new StringBuilder(text.Length + 4);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
            _ = char.ToLowerInvariant(c) switch
            {
                'œ' => folded.Append("oe"),
                'æ' => folded.Append("ae"),
                'ß' => folded.Append("ss"),
                'ø' => folded.Append('o'),
                _ when CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark => folded,
                var lower => folded.Append(lower),
            };
        return folded.ToString();
    }

    static void AddPhone(string phone, List<string> words)
    {
        words.Add(phone[1..]);
        if (phone.StartsWith("+33", StringComparison.Ordinal))
            words.Add("0" + phone[3..]);
    }

    static void Split(string folded, List<string> words)
    {
        var start = -1;
        for (var i = 0; i <= folded.Length; i++)
        {
            var inside = i < folded.Length && char.IsLetterOrDigit(folded[i]);
            if (inside && start < 0)
                start = i;
            else if (!inside && start >= 0)
            {
                words.Add(folded[start..i]);
                start = -1;
            }
        }
    }
}
