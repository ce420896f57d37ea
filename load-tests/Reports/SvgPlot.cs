using System.Globalization;
using System.Net;
using System.Text;

namespace Platform.LoadTests.Reports;

/// <summary>A line of a plot.</summary>
/// <param name="Name">Its legend.</param>
/// <param name="Points">From left to right: seconds, and the value.</param>
sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points);

/// <summary>A line chart as inline SVG.</summary>
sealed class SvgPlot(string caption, string unit, IReadOnlyList<Series> lines)
{
    const int Width = 900;
    const int Height = 300;
    const int Left = 70;
    const int Bottom = 40;
    const int Top = 30;

    // Distinguishable without red and green (the Okabe-Ito palette), and by their dashes.
    static readonly (string Colour, string Dashes)[] Strokes = [("#0072b2", ""), ("#d55e00", "8 3"), ("#009e73", "2 3"), ("#cc79a7", "12 3 2 3")];

    readonly double right = Math.Max(1, lines.SelectMany(line => line.Points).Select(point => point.X).DefaultIfEmpty(1).Max());
    readonly double high = Round(lines.SelectMany(line => line.Points).Select(point => point.Y).DefaultIfEmpty(1).Max());

    public string Svg
    {
        get
        {
            var svg = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
                $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode($"{caption}, {unit}")}\" font-size=\"12\">"));
            for (var tick = 0; tick <= 4; tick++)
            {
                var (x, y) = (X(right * tick / 4), Y(high * tick / 4));
                Add(svg, $"<line x1=\"{Left}\" x2=\"{Width}\" y1=\"{y:F1}\" y2=\"{y:F1}\" stroke=\"#c9ced8\"/>");
                Add(svg, $"<text x=\"{Left - 6}\" y=\"{y + 4:F1}\" text-anchor=\"end\">{high * tick / 4:N0}</text>");
                Add(svg, $"<text x=\"{x:F1}\" y=\"{Height - Bottom + 18}\" text-anchor=\"{(tick == 4 ? "end" : "middle")}\">{right * tick / 4:F0} s</text>");
            }
            for (var at = 0; at < lines.Count; at++) Draw(svg, lines[at], at);
            return svg.Append("</svg>").ToString();
        }
    }

    void Draw(StringBuilder svg, Series line, int at)
    {
        var (colour, dashes) = Strokes[at % Strokes.Length];
        var path = string.Join(' ', line.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.X):F1},{Y(point.Y):F1}")));
        Add(svg, $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\" points=\"{path}\"/>");
        Add(svg, $"<text x=\"{Left + 10 + (at * 200)}\" y=\"16\" fill=\"{colour}\">{WebUtility.HtmlEncode(line.Name)} ({WebUtility.HtmlEncode(unit)})</text>");
    }

    double X(double value) => Left + (value / right * (Width - Left - 10));

    double Y(double value) => Height - Bottom - (value / high * (Height - Bottom - Top));

    static void Add(StringBuilder svg, FormattableString part) => svg.Append(part.ToString(CultureInfo.InvariantCulture));

    // Rounds up to 1, 2, 5, 10, 20...
    static double Round(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(1, value))));
        return new[] { 1, 2, 5, 10 }.Select(step => step * power).First(step => step >= value || step >= 10 * power);
    }
}
