using System.Globalization;

namespace Platform.Grains.Tenants;

/// <summary>How well a colour is told from white (WCAG 2.2, 1.4.3 and "relative luminance").</summary>
static class Contrast
{
    /// <summary>From 1 (white on white) to 21; null where it is not <c>#rrggbb</c> in lower case.</summary>
    internal static double? WithWhite(string? colour)
    {
        if (colour is not ['#', .. var digits] || digits.Length != 6 || digits.AsSpan().IndexOfAnyExcept("0123456789abcdef") >= 0)
            return null;
        var luminance = 0.2126 * Linear(digits, 0) + 0.7152 * Linear(digits, 2) + 0.0722 * Linear(digits, 4);
        return 1.05 / (luminance + 0.05);
    }

    static double Linear(string digits, int at)
    {
        var share = int.Parse(digits.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
