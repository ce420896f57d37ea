using System.Globalization;
using System.Text;

namespace Platform.Grains.Interfaces.Searching;

/// <summary>Letters as somebody types them who has only the keys of a French keyboard, and who cannot see accents.</summary>
/// <remarks>Compatibility decomposition (NFKD, UAX #15) parts accents and ligatures; letters that Unicode does not decompose have a table,
/// after that of Unicode's Latin-ASCII transform (CLDR).</remarks>
public static class Folding
{
    /// <summary>Lower case without accents: <c>Émilie Cœur</c> is <c>emilie coeur</c>, <c>Łukasz Đặng</c> is <c>lukasz dang</c>.</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var folded = new StringBuilder(text.Length + 4);
        foreach (var sign in Decomposed(text))
            if (!IsAccent(sign))
                Append(folded, char.ToLowerInvariant(sign));
        return folded.ToString();
    }

    /// <summary>The words of a folded text: letters, digits and the signs that belong to them; each Chinese character is one.</summary>
    public static List<string> Words(string folded)
    {
        var words = new List<string>(4);
        var word = new StringBuilder();
        foreach (var sign in folded.EnumerateRunes())
        {
            if (IsIdeograph(sign.Value))
            {
                End();
                words.Add(sign.ToString());
            }
            else if (Rune.IsLetterOrDigit(sign) || Rune.GetUnicodeCategory(sign) is UnicodeCategory.SpacingCombiningMark or UnicodeCategory.NonSpacingMark)
                word.Append(sign.ToString());
            else if (sign.Value is not (0x200c or 0x200d))
                End();
        }
        End();
        return words;

        void End()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }

    /// <summary>One character that is a word by itself: of Chinese, and as Japanese and Korean write names with it.</summary>
    public static bool IsIdeograph(int rune) =>
        rune is (>= 0x3400 and <= 0x4dbf) or (>= 0x4e00 and <= 0x9fff) or (>= 0xf900 and <= 0xfaff) or (>= 0x20000 and <= 0x3ffff) or 0x3005 or 0x3007;

    static string Decomposed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKD);
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair finds nobody.
            return "";
        }
    }

    // Of Latin, Greek and Cyrillic letters, and the vowel points that Hebrew and Arabic are mostly written without. The vowel signs of India stay.
    static bool IsAccent(char sign) => sign is (>= '\u0300' and <= '\u036f') or (>= '\u1ab0' and <= '\u1aff') or (>= '\u1dc0' and <= '\u1dff')
        or (>= '\u20d0' and <= '\u20ff') or (>= '\ufe20' and <= '\ufe2f') or (>= '\u0591' and <= '\u05c7') or (>= '\u064b' and <= '\u065f') or '\u0670' or '\u0640'
        or (>= '\u02b9' and <= '\u02bf');

    static void Append(StringBuilder folded, char lower)
    {
        var letters = lower switch
        {
            'œ' => "oe",
            'æ' => "ae",
            'ß' => "ss",
            'þ' => "th",
            'ĳ' => "ij",
            'ŋ' => "ng",
            'ƕ' => "hv",
            'ȣ' => "ou",
            'ø' => "o",
            'ł' or 'ƚ' or 'ɫ' => "l",
            'đ' or 'ð' or 'ɖ' or 'ɗ' => "d",
            'ħ' or 'ɦ' => "h",
            'ı' or 'ɨ' => "i",
            'ĸ' or 'ƙ' => "k",
            'ŧ' or 'ƭ' or 'ʈ' => "t",
            'ŉ' or 'ɲ' or 'ƞ' => "n",
            'ə' or 'ɛ' or 'ǝ' => "e",
            'ɔ' or 'ɵ' => "o",
            'ƀ' or 'ɓ' => "b",
            'ƈ' => "c",
            'ƒ' => "f",
            'ǥ' or 'ɠ' or 'ɣ' => "g",
            'ɉ' or 'ȷ' => "j",
            'ƥ' => "p",
            'ɍ' => "r",
            'ʉ' or 'ʊ' => "u",
            'ʋ' => "v",
            'ƴ' or 'ɏ' => "y",
            'ƶ' or 'ȥ' or 'ʒ' => "z",
            'ς' => "σ",
            _ => null,
        };
        if (letters is null)
            folded.Append(lower);
        else
            folded.Append(letters);
    }
}
