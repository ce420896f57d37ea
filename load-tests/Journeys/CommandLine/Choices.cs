using System.Globalization;

namespace Platform.LoadTests.Journeys.CommandLine;

/// <summary>What was chosen on the command line.</summary>
sealed class Choices
{
    readonly Dictionary<string, string?> given = [];

    Choices(IReadOnlyList<Option> options)
    {
        foreach (var option in options) given[option.Name] = option.Default;
    }

    /// <summary>Reads the words after the journey's name.</summary>
    /// <exception cref="UsageException">A word is not known, or a value is missing.</exception>
    public static Choices Read(IReadOnlyList<Option> options, ReadOnlySpan<string> words)
    {
        var choices = new Choices(options);
        for (var at = 0; at < words.Length; at++)
        {
            var word = words[at];
            var option = options.FirstOrDefault(one => one.Name == word)
                ?? throw new UsageException($"'{word}' is not an option of this journey.");
            if (option.Value is null) choices.given[word] = bool.TrueString;
            else if (at + 1 < words.Length && !words[at + 1].StartsWith("--", StringComparison.Ordinal)) choices.given[word] = words[++at];
            else throw new UsageException($"'{word}' needs a value: {word} {option.Value}.");
        }
        return choices;
    }

    /// <summary>A text, or null.</summary>
    public string? Text(string name) => given[name];

    /// <summary>Whether an option without a value was given.</summary>
    public bool Has(string name) => given[name] is not null;

    /// <summary>A whole number.</summary>
    /// <exception cref="UsageException">It is none, or out of range.</exception>
    public int Number(string name, int least, int most) =>
        int.TryParse(given[name], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value : throw new UsageException($"'{name}' takes a whole number from {least} to {most}; '{given[name]}' is none.");

    /// <summary>An address such as <c>http://localhost:8080</c>, or null.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public Uri? Address(string name) =>
        given[name] is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "http", PathAndQuery: "/" } ? address
        : throw new UsageException($"'{name}' takes an address such as http://localhost:8080; '{text}' is none.");
}

/// <summary>The command line cannot be carried out as it stands; the message says why, to a person.</summary>
sealed class UsageException(string message) : Exception(message);
