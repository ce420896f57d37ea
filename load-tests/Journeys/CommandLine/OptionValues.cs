using System.Globalization;

namespace Platform.LoadTests.Journeys.CommandLine;

/// <summary>The options' values, as parsed from the command line.</summary>
sealed class OptionValues
{
    readonly Dictionary<string, string?> values = [];

    OptionValues(IReadOnlyList<Option> options)
    {
        foreach (var option in options) values[option.Name] = option.Default;
    }

    /// <summary>Parses the arguments after the journey's name.</summary>
    /// <exception cref="UsageException">An option is unknown, or its value is missing.</exception>
    public static OptionValues Parse(IReadOnlyList<Option> options, ReadOnlySpan<string> arguments)
    {
        var parsed = new OptionValues(options);
        for (var index = 0; index < arguments.Length; index++)
        {
            var name = arguments[index];
            var option = options.FirstOrDefault(one => one.Name == name)
                ?? throw new UsageException($"'{name}' is not an option of this journey.");
            if (option.Value is null) parsed.values[name] = bool.TrueString;
            else if (index + 1 < arguments.Length && !arguments[index + 1].StartsWith("--", StringComparison.Ordinal)) parsed.values[name] = arguments[++index];
            else throw new UsageException($"'{name}' needs a value: {name} {option.Value}.");
        }
        return parsed;
    }

    /// <summary>A text, or null.</summary>
    public string? Text(string name) => values[name];

    /// <summary>Whether an option without a value was given.</summary>
    public bool Has(string name) => values[name] is not null;

    /// <summary>A whole number.</summary>
    /// <exception cref="UsageException">It is none, or out of range.</exception>
    public int Number(string name, int least, int most) =>
        int.TryParse(values[name], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value : throw new UsageException($"'{name}' takes a whole number from {least} to {most}; '{values[name]}' is none.");

    /// <summary>One or more different whole numbers, separated by commas, in the order given.</summary>
    /// <exception cref="UsageException">One is none, or out of range.</exception>
    public IReadOnlyList<int> Numbers(string name, int least, int most) =>
    [
        .. values[name]!.Split(',').Select(part =>
            int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
                ? value : throw new UsageException($"'{name}' takes whole numbers from {least} to {most}, such as 1,2,4; '{part}' is none.")).Distinct(),
    ];

    /// <summary>An address such as <c>http://localhost:8080</c>, or null.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public Uri? Address(string name) =>
        values[name] is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "http", PathAndQuery: "/" } ? address
        : throw new UsageException($"'{name}' takes an address such as http://localhost:8080; '{text}' is none.");
}

/// <summary>The command line is not valid; the message is for the user.</summary>
sealed class UsageException(string message) : Exception(message);
