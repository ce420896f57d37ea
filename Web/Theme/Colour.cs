using System.Globalization;

namespace Platform.Web.Theme;

/// <summary>A colour of the screen (sRGB) and what can be read on it (WCAG 2.2, 1.4.3 and 1.4.11).</summary>
readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    public static readonly Colour White = new(255, 255, 255);

    /// <summary>The darkest ink of the pages.</summary>
    public static readonly Colour Ink = new(0x16, 0x1d, 0x26);

    /// <summary>The contrast that small text needs.</summary>
    public const double Readable = 4.5;

    public static Colour Parse(string text) => new(
        byte.Parse(text.AsSpan(1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        byte.Parse(text.AsSpan(3, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        byte.Parse(text.AsSpan(5, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    /// <summary>From 1 (the same) to 21 (black on white).</summary>
    public double Contrast(Colour other)
    {
        var (light, dark) = (Math.Max(Luminance, other.Luminance), Math.Min(Luminance, other.Luminance));
        return (light + 0.05) / (dark + 0.05);
    }

    /// <summary>A share of another colour mixed in, 0 to 1.</summary>
    public Colour Mix(Colour other, double share) => new(
        Blend(Red, other.Red, share), Blend(Green, other.Green, share), Blend(Blue, other.Blue, share));

    /// <summary>White, or black where white could not be read on it: one of the two always can.</summary>
    public Colour TextOnIt => Contrast(White) >= Readable ? White : default;

    /// <summary>The same hue, as dark as it takes to be read on a background.</summary>
    public Colour ReadableOn(Colour background, double contrast = Readable)
    {
        for (var share = 0.0; share < 1; share += 0.05)
        {
            var darker = Mix(Ink, share);
            if (darker.Contrast(background) >= contrast)
                return darker;
        }
        return Ink;
    }

    double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";

    static byte Blend(byte from, byte to, double share) => (byte)Math.Round(from + ((to - from) * share));

    static double Linear(byte channel)
    {
        var part = channel / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
    }
}
