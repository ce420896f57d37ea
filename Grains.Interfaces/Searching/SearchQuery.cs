using System.Globalization;
using System.Text;
using Platform.Grains.Interfaces.Texts;

namespace Platform.Grains.Interfaces.Searching;

/// <summary>What an agent typed, as ways to read it: a person is meant who has, for one of the ways, a word with each beginning of it.</summary>
/// <remarks><c>le goff</c> may be two words or <c>legoff</c>; <c>famille.lebr</c> two words or the beginning of a mail;
/// <c>+33 (0)6 53</c> is the beginning of a phone however it is spaced.</remarks>
public sealed class SearchQuery
{
    const int LongestText = 200;
    const int MostWords = 8;
    const int MostWays = 12;

    static readonly SearchQuery Nothing = new([], []);

    SearchQuery(IReadOnlyList<IReadOnlyList<string>> ways, IReadOnlyList<string> words) => (Ways, Words) = (ways, words);

    /// <summary>Each a list of beginnings of words; none where too little was typed to look.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Ways { get; }

    /// <summary>The words as they stand, a phone being one.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Reads what was typed.</summary>
    public static SearchQuery Of(string? text)
    {
        if (TypedText.Line(text) is not { } line)
            return Nothing;
        if (line.Length > LongestText)
            line = line[..LongestText];
        var tokens = Tokens(Folding.Fold(line));
        List<string> words = [.. tokens.SelectMany(static token => token.Words).Take(MostWords)];
        var ways = new List<IReadOnlyList<string>>();
        Add(ways, words);
        if (tokens.Any(static token => token.Whole is not null))
            Add(ways, [.. tokens.SelectMany(static token => token.Whole is { } whole ? [whole] : token.Words)]);
        if (tokens.Any(static token => token.Words.Count > 1))
            Add(ways, [.. tokens.Select(static token => string.Concat(token.Words))]);
        for (var i = 0; i + 1 < words.Count; i++)
            if (!IsDigits(words[i]) && !IsDigits(words[i + 1]))
                Add(ways, [.. words.Take(i), words[i] + words[i + 1], .. words.Skip(i + 2)]);
        return new(ways, words);
    }

    /// <summary>Whether words that are kept, each preceded by a space, are those of somebody who is meant.</summary>
    public bool Finds(string kept) => Ways.Any(way => way.All(word => kept.Contains(" " + word, StringComparison.Ordinal)));

    static void Add(List<IReadOnlyList<string>> ways, IReadOnlyList<string> words)
    {
        IReadOnlyList<string> way = [.. words.Where(static word => word.Length > 0).Select(SearchWords.Cut).Distinct().Take(MostWords)];
        if (ways.Count < MostWays && way.Any(IsEnough) && !ways.Any(known => known.SequenceEqual(way)))
            ways.Add(way);
    }

    // One letter of an alphabet is met by everybody; a sign of other scripts is a word.
    static bool IsEnough(string word) => word.Length >= 2 || Folding.IsIdeograph(word[0]);

    static bool IsDigits(string word) => word.All(char.IsAsciiDigit);

    static List<Token> Tokens(string folded)
    {
        var tokens = new List<Token>();
        var phone = new StringBuilder();
        foreach (var part in folded.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (IsOfPhone(part))
            {
                phone.Append(part);
                continue;
            }
            End();
            tokens.Add(new(Folding.Words(part), part.AsSpan().IndexOfAny(".+_-@'’&") >= 0 ? part : null));
        }
        End();
        return tokens;

        void End()
        {
            if (phone.Length > 0 && Phone(phone.ToString()) is { } digits)
                tokens.Add(new([digits], null));
            phone.Clear();
        }
    }

    static bool IsOfPhone(string part)
    {
        var isPhone = false;
        foreach (var sign in part)
            if (char.IsAsciiDigit(sign) || sign == '+')
                isPhone = true;
            else if (!(sign is '.' or '(' or ')' or '/' or '\u2212' || CharUnicodeInfo.GetUnicodeCategory(sign) is UnicodeCategory.DashPunctuation))
                return false;
        return isPhone || part.Length == 1 && CharUnicodeInfo.GetUnicodeCategory(part[0]) is UnicodeCategory.DashPunctuation;
    }

    // As it is kept: international digits, or as it is dialled in France.
    static string? Phone(string written)
    {
        var isAbroad = written.StartsWith('+') || written.StartsWith("00", StringComparison.Ordinal);
        var digits = new string([.. written.Replace("(0)", "", StringComparison.Ordinal).Where(char.IsAsciiDigit)]);
        if (!isAbroad)
            return digits.Length > 0 ? digits : null;
        digits = digits.TrimStart('0');
        foreach (var country in (ReadOnlySpan<string>)["33", "262", "590", "594", "596", "508"])
            if (digits.StartsWith(country, StringComparison.Ordinal) && digits.Length > country.Length)
                return country == "33" ? "0" + digits[2..].TrimStart('0') : country + digits[country.Length..].TrimStart('0');
        return digits.Length > 0 ? digits : null;
    }

    /// <summary>A piece between blanks.</summary>
    /// <param name="Words">Its words.</param>
    /// <param name="Whole">As it stands, where it may be the beginning of a mail.</param>
    readonly record struct Token(IReadOnlyList<string> Words, string? Whole);
}
