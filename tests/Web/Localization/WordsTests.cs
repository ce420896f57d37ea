using Platform.Tests.Architecture;
using System.Text.RegularExpressions;
using Platform.Grains.EventSourcing;
using Platform.Web.Localization;

namespace Platform.Tests.Web.Localization;

/// <summary>French and English are complete; nothing on a page is a key that nobody wrote.</summary>
public sealed partial class WordsTests
{
    [Fact]
    public void EnglishSaysEverythingThatFrenchSays() =>
        Assert.Equal(Translations.Keys("fr").Order(StringComparer.Ordinal), Translations.Keys("en").Order(StringComparer.Ordinal));

    [Fact]
    public void APageIsOfferedInACompleteLanguageOnly()
    {
        Assert.Equal(["en", "fr"], Translations.Complete(["en", "de", "fr", "lb", "it"]));
        Assert.Equal(["fr"], Translations.Complete(["de"]));
    }

    [Fact]
    public void AWordThatNobodyWroteShowsItsKey() => Assert.Equal("no.such-word", Translations.In("de", "no.such-word"));

    [Theory]
    [InlineData("de")]
    [InlineData("lb")]
    public void AStartedLanguageSaysNothingThatFrenchDoesNot(string language) =>
        Assert.Empty(Translations.Keys(language).Except(Translations.Keys("fr")));

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("lb")]
    public void ATranslationHasTheSamePlaceholders(string language)
    {
        foreach (var key in Translations.Keys(language))
            Assert.Equal(Placeholders(Translations.In("fr", key)), Placeholders(Translations.In(language, key)));
    }

    [Fact]
    public void EveryKeyThatAPageNamesIsWritten()
    {
        var missing = Named().Where(key => !Translations.Keys("fr").Contains(key)).ToList();
        Assert.Empty(missing);
    }

    [Fact]
    public void EveryWrittenKeyIsNamedSomewhere()
    {
        var text = string.Concat(Sources().Select(File.ReadAllText));
        // Put together from a prefix and a value: "status." + the status.
        string[] made = [.. Prefix.Matches(text).Select(match => match.Groups[1].Value), "language."];
        var unused = Translations.Keys("fr").Where(key => !text.Contains($"\"{Stem(key)}\"", StringComparison.Ordinal)
            && !made.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)));
        Assert.Empty(unused);
    }

    [Fact]
    public void AMissingTextIsSaidInFrench() => Assert.Equal(Translations.In("fr", "receipt.next"), Translations.In("de", "receipt.next"));

    static IEnumerable<string> Named() => Sources()
        .SelectMany(source => Key.Matches(File.ReadAllText(source)).Select(match => match.Groups[1].Value).Concat(
            Counted.Matches(File.ReadAllText(source)).SelectMany(match => new[] { match.Groups[1].Value + ".one", match.Groups[1].Value + ".many" })))
        .Distinct();

    static string Stem(string key) => key.EndsWith(".one", StringComparison.Ordinal) ? key[..^4] : key.EndsWith(".many", StringComparison.Ordinal) ? key[..^5] : key;

    static string Placeholders(string text) =>
        string.Join(' ', Placeholder.Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    static IEnumerable<string> Sources() => new[] { "*.cshtml", "*.cs" }
        .SelectMany(pattern => Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "Web"), pattern, SearchOption.AllDirectories))
        .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    [GeneratedRegex(@"(?:\bT|\bpresenter|\bt|\bthis)\[""([a-z0-9.-]+[a-z0-9])""[\],]")]
    static partial Regex Key { get; }

    [GeneratedRegex(@"\bT\.Count\(""([a-z.-]+)""")]
    static partial Regex Counted { get; }

    [GeneratedRegex(@"""([a-z]+\.(?:step-)?)(?:""|\{)")]
    static partial Regex Prefix { get; }

    [GeneratedRegex(@"\{\d\}")]
    static partial Regex Placeholder { get; }
}
