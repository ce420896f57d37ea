using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Platform.Web.Localization;

/// <summary>Every text of the pages, by language: one file each in <c>Web/Localization/Words</c>, carried by the assembly.</summary>
static class Translations
{
    /// <summary>The language in which nothing may be missing; the others fall back to it.</summary>
    public const string Fallback = "fr";

    const string Prefix = "words/";

    static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Books = typeof(Translations).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Prefix.Length..], Read);

    static readonly FrozenSet<string> Whole = Books.Where(book => Books[Fallback].Keys.All(book.Value.ContainsKey)).Select(book => book.Key).ToFrozenSet();

    static readonly FrozenDictionary<string, CultureInfo> Cultures = new Dictionary<string, string>
    {
        ["fr"] = "fr-FR", ["en"] = "en-GB", ["de"] = "de-DE", ["lb"] = "lb-LU",
    }.ToFrozenDictionary(pair => pair.Key, pair => CultureInfo.GetCultureInfo(pair.Value));

    /// <summary>The languages that have a book, with their own names for themselves.</summary>
    public static IReadOnlyDictionary<string, string> Names { get; } = Books.Keys.Order(StringComparer.Ordinal).ToDictionary(
        language => language, language => In(language, "language.name"));

    /// <summary>Those of an authority's languages in which every page is written, so that no page speaks two at once; at least one.</summary>
    public static IReadOnlyList<string> Complete(IReadOnlyList<string> languages) =>
        languages.Where(Whole.Contains).ToArray() is { Length: > 0 } complete ? complete : [Fallback];

    /// <summary>The keys of a language's own book.</summary>
    public static IReadOnlyCollection<string> Keys(string language) => Books[language].Keys;

    /// <summary>How dates and numbers are written.</summary>
    public static CultureInfo Culture(string language) => Cultures.GetValueOrDefault(language, Cultures[Fallback]);

    /// <summary>A text in a language, or in French; the key itself where nobody wrote it: a page with a gap is worth more than none.</summary>
    public static string In(string language, string key) =>
        Books.TryGetValue(language, out var book) && book.TryGetValue(key, out var text) ? text : Books[Fallback].GetValueOrDefault(key, key);

    static FrozenDictionary<string, string> Read(string resource)
    {
        using var stream = typeof(Translations).Assembly.GetManifestResourceStream(resource)!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary();
    }
}
