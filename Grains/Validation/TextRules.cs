using System.Buffers;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Texts;

namespace Platform.Grains.Validation;

/// <summary>What a text that people write must satisfy before it becomes part of a history.</summary>
static class TextRules
{
    static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    static readonly SearchValues<char> InLanguageTag =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    static readonly SearchValues<char> InLabel = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    internal static NotAcceptable BadCommandId { get; } = new("idempotency-key", new(
        "La clé d'idempotence compte de 1 à 200 caractères, sans caractère de contrôle.",
        "The idempotency key has 1 to 200 characters, none of them a control character."));

    internal static NotAcceptable TooLarge { get; } = new("body", new(
        "Ce texte est trop long pour être conservé en une fois. Coupez-le en deux.", "This text is too long to be kept at once. Cut it in two."));

    /// <summary>One line of 1 to <paramref name="longest"/> characters.</summary>
    internal static NotAcceptable? Line(string member, string? text, int longest) =>
        TypedText.Line(text) is null
            ? new(member, new("Ce champ est vide. Remplissez-le.", "This is empty. Fill it in."))
            : Written(member, text, longest, lines: false);

    /// <summary>Several lines of 1 to <paramref name="longest"/> characters together.</summary>
    internal static NotAcceptable? Lines(string member, string? text, int longest) =>
        TypedText.Lines(text).Length == 0
            ? new(member, new("Ce champ est vide. Remplissez-le.", "This is empty. Fill it in."))
            : Written(member, text, longest, lines: true);

    /// <summary>Up to <paramref name="longest"/> characters, counted without what <see cref="TypedText"/> cleans away, none of them half a one.</summary>
    internal static NotAcceptable? Written(string member, string? text, int longest, bool lines)
    {
        if (text is null)
            return null;
        text = lines ? TypedText.Lines(text) : TypedText.Line(text) ?? "";
        if (text.Length > longest)
            return new(member, new(
                $"Ce texte compte {text.Length} caractères ; {longest} au plus sont acceptés. Raccourcissez-le.",
                $"This text has {text.Length} characters; {longest} at most are accepted. Make it shorter."));
        for (var i = 0; i < text.Length; i++)
            if (Unpaired(text, ref i))
                return new(member, new(
                    "Ce texte contient la moitié d'un caractère. Écrivez-le de nouveau.",
                    "This text has half a character. Write it again."));
        return null;
    }

    /// <summary>The form of a BCP 47 tag (RFC 5646): <c>fr</c>, <c>de-CH</c>.</summary>
    internal static NotAcceptable? Language(string member, string? tag) =>
        tag is { Length: >= 2 and <= 35 } && tag.AsSpan().IndexOfAnyExcept(InLanguageTag) < 0
        && AreSubtags(tag)
            ? null
            : new(member, new(
                "Langue inconnue. Donnez son code, comme « fr » ou « de-CH ».", "Unknown language. Give its code, such as \"fr\" or \"de-CH\"."));

    static bool AreSubtags(ReadOnlySpan<char> tag)
    {
        var first = true;
        foreach (var range in tag.Split('-'))
        {
            var part = tag[range];
            if (first ? part.Length is not (2 or 3) || part.ContainsAnyExcept(Letters) : part.Length is < 1 or > 8)
                return false;
            first = false;
        }
        return true;
    }

    /// <summary>1 to <paramref name="longest"/> of <c>a-z 0-9 -</c>.</summary>
    internal static NotAcceptable? Label(string member, string? text, int longest = 64) =>
        text is { Length: > 0 } && text.Length <= longest && text.AsSpan().IndexOfAnyExcept(InLabel) < 0
            ? null
            : new(member, new(
                $"Ce nom s'écrit avec 1 à {longest} minuscules sans accent, chiffres ou tirets.",
                $"This name is written with 1 to {longest} lower-case letters without accents, digits or hyphens."));

    /// <summary>One line as it is kept; null where nothing visible was written.</summary>
    internal static string? Said(string? text) => TypedText.Line(text);

    /// <summary>Several lines as they are kept; null where nothing visible was written.</summary>
    internal static string? SaidAtLength(string? text) => TypedText.Lines(text) is { Length: > 0 } lines ? lines : null;

    /// <summary>It has a control character, ends of lines and tabs among them.</summary>
    internal static bool HasControl(string text)
    {
        foreach (var sign in text)
            if (char.IsControl(sign))
                return true;
        return false;
    }

    static bool Unpaired(string text, ref int i)
    {
        if (!char.IsSurrogate(text[i]))
            return false;
        if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            return true;
        i++;
        return false;
    }
}
