using System.Globalization;
using System.Net;
using System.Text;

namespace Platform.LoadTests.Reports;

/// <summary>A line of a plot.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Points">From left to right: seconds, and the value then.</param>
sealed record Curve(string Name, IReadOnlyList<(double X, double Y)> Points);

/// <summary>Lines over time, as inline SVG.</summary>
sealed class Plot(string caption, string unit, IReadOnlyList<Curve> curves)
{
    const int Width = 900;
    const int Height = 300;
    const int Left = 70;
    const int Bottom = 40;
    const int Top = 30;

    // Told apart by people who see no red or green (Okabe and Ito), and by their dashes.
    static readonly (string Colour, string Dashes)[] Pens = [("#0072b2", ""), ("#d55e00", "8 3"), ("#009e73", "2 3"), ("#cc79a7", "12 3 2 3")];

    readonly double right = Math.Max(1, curves.SelectMany(curve => curve.Points).Select(point => point.X).DefaultIfEmpty(1).Max());
    readonly double high = Round(curves.SelectMany(curve => curve.Points).Select(point => point.Y).DefaultIfEmpty(1).Max());

    /// <summary>The picture.</summary>
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
            for (var at = 0; at < curves.Count; at++) Draw(svg, curves[at], at);
            return svg.Append("</svg>").ToString();
        }
    }

    void Draw(StringBuilder svg, Curve curve, int at)
    {
        var (colour, dashes) = Pens[at % Pens.Length];
        var path = string.Join(' ', curve.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.X):F1},{Y(point.Y):F1}")));
        Add(svg, $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\" points=\"{path}\"/>");
        Add(svg, $"<text x=\"{Left + 10 + (at * 200)}\" y=\"16\" fill=\"{colour}\">{WebUtility.HtmlEncode(curve.Name)} ({WebUtility.HtmlEncode(unit)})</text>");
    }

    double X(double value) => Left + (value / right * (Width - Left - 10));

    double Y(double value) => Height - Bottom - (value / high * (Height - Bottom - Top));

    static void Add(StringBuilder svg, FormattableString part) => svg.Append(part.ToString(CultureInfo.InvariantCulture));

    // The next of 1, 2, 5, 10, 20...
    static double Round(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(1, value))));
        return new[] { 1, 2, 5, 10 }.Select(step => step * power).First(step => step >= value || step >= 10 * power);
    }
}
