using System.Text.RegularExpressions;

namespace Platform.Tests.Telemetry;

/// <summary>Personal data that exist once in the world, so that each place they turn up in is a leak.</summary>
sealed partial class Canaries
{
    const int Phones = 10_000;
    int _count, _phones;

    /// <summary>How many were let fly.</summary>
    public int Count => _count + _phones;

    /// <summary>Part of a name, a mail, a text: never the same twice.</summary>
    public string Word() => $"canari{Interlocked.Increment(ref _count):x4}";

    /// <summary>A number of a range that rings nowhere.</summary>
    public string Phone()
    {
        var number = Interlocked.Increment(ref _phones) % Phones;
        return $"06 39 98 {number / 100:D2} {number % 100:D2}";
    }

    /// <summary>Those that are in a text, however a phone is written.</summary>
    public IEnumerable<string> In(string text) => Words.Matches(text).Select(static found => found.Value)
        .Concat(Numbers.Matches(Blanks.Replace(text, "")).Select(static found => found.Value)
            .Where(found => int.Parse(found[^4..], System.Globalization.CultureInfo.InvariantCulture) <= _phones));

    [GeneratedRegex("canari[0-9a-f]{4}", RegexOptions.IgnoreCase)]
    static partial Regex Words { get; }

    [GeneratedRegex("(0|33|%2B33)63998[0-9]{4}")]
    static partial Regex Numbers { get; }

    [GeneratedRegex("[ .+-]")]
    static partial Regex Blanks { get; }
}
