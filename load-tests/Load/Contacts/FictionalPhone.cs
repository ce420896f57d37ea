using System.Globalization;

namespace Platform.LoadTests.Load.Contacts;

/// <summary>Phone numbers that belong to nobody: ARCEP reserves these six ranges for fiction (decision 2018-0881, 2.5.12).</summary>
static class FictionalPhone
{
    const int InRange = 10_000;

    static readonly string[] Ranges = ["+3363998", "+3319900", "+3326191", "+3335301", "+3346571", "+3353649"];

    /// <summary>How many there are.</summary>
    public static int Count => Ranges.Length * InRange;

    /// <summary>One of them; all have the same length.</summary>
    /// <param name="number">From 0, below <see cref="Count"/>.</param>
    public static string Of(int number) => string.Create(CultureInfo.InvariantCulture, $"{Ranges[number / InRange]}{number % InRange:D4}");
}
