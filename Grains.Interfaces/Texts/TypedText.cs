using System.Globalization;
using System.Text;

namespace Platform.Grains.Interfaces.Texts;

/// <summary>What people type or paste, without what they cannot see: form, API, batch, import and search read it alike.</summary>
/// <remarks>Nothing invisible is ever a reason to refuse what somebody wrote: it is cleaned away. What is left is composed (NFC, UAX #15).</remarks>
public static class TypedText
{
    const char ByteOrderMark = '\ufeff';

    /// <summary>One line, as of a name or a subject: whatever parts words or ends lines is one space, blanks around it go, and so does all that
    /// is invisible but the joiners that some scripts and signs need.</summary>
    /// <returns>Null where nothing visible was written.</returns>
    public static string? Line(string? text)
    {
        if (text is null)
            return null;
        var line = IsPlain(text, lines: false) ? text : Clean(text, lines: false);
        line = line.Trim();
        return IsBlank(line) ? null : line;
    }

    /// <summary>Several lines: vertical tab, form feed and the line ends of other systems end a line, control characters go, blanks around go.</summary>
    /// <returns>Empty where nothing visible was written.</returns>
    public static string Lines(string? text)
    {
        if (text is null)
            return "";
        var lines = (IsPlain(text, lines: true) ? text : Clean(text, lines: true)).Trim();
        return IsBlank(lines) ? "" : lines;
    }

    static bool IsPlain(string text, bool lines)
    {
        foreach (var sign in text)
            if (sign is < ' ' or > '~' && !(lines && sign is '\n' or '\r' or '\t'))
                return false;
        return true;
    }

    static bool IsBlank(string text)
    {
        foreach (var sign in text)
            // Letters and marks that Unicode draws as a gap: fillers of Hangul, the empty pattern of Braille, the grapheme joiner.
            if (!char.IsWhiteSpace(sign) && sign is not ('\u2800' or '\u115f' or '\u1160' or '\u3164' or '\uffa0' or '\u034f')
                && CharUnicodeInfo.GetUnicodeCategory(sign) is not (UnicodeCategory.Format or UnicodeCategory.Control))
                return false;
        return true;
    }

    static string Clean(string text, bool lines)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var sign = text[i];
            var kept = sign switch
            {
                '\r' when i + 1 < text.Length && text[i + 1] == '\n' => lines ? '\r' : '\0',
                '\n' or '\r' or '\t' when lines => sign,
                '\n' or '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029' => lines ? '\n' : ' ',
                '\t' => ' ',
                _ when char.IsControl(sign) || IsInvisible(sign, lines) => '\0',
                _ => sign,
            };
            if (kept != '\0')
                clean.Append(kept);
        }
        var cleaned = clean.ToString();
        try
        {
            return cleaned.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair: for who judges the text to refuse.
            return cleaned;
        }
    }

    // Zero-width joiner and non-joiner stay: Persian, the scripts of India and emoji are written with them. Directions stay within lines
    // of running text alone; in a name they would turn what stands around it.
    static bool IsInvisible(char sign, bool lines) => sign switch
    {
        ByteOrderMark or '\u00ad' or '\u200b' or '\u2060' or '\u180e' => true,
        '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') => !lines,
        _ => false,
    };
}
