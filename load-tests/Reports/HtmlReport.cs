using System.Net;
using System.Text;

namespace Platform.LoadTests.Reports;

/// <summary>A journey's report: one page of HTML without external resources. Every plot has its table beside it.</summary>
sealed class HtmlReport(string title)
{
    const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2330;background:#fff}
        table{border-collapse:collapse;margin:1rem 0}th,td{padding:.25rem .75rem;border-bottom:1px solid #c9ced8;text-align:right}
        th:first-child,td:first-child{text-align:left}svg{width:100%;height:auto}details{margin:.5rem 0 2rem}
        """;

    readonly StringBuilder body = new();

    public HtmlReport Paragraph(string sentence)
    {
        body.Append("<p>").Append(Encode(sentence)).AppendLine("</p>");
        return this;
    }

    public HtmlReport Table(string caption, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        body.Append("<h2>").Append(Encode(caption)).AppendLine("</h2>").AppendLine(Rows(caption, heads, rows));
        return this;
    }

    /// <summary>Adds a plot over time, and its values as a table.</summary>
    public HtmlReport Plot(string caption, string unit, params IReadOnlyList<Series> lines)
    {
        body.Append("<h2>").Append(Encode(caption)).AppendLine("</h2>").AppendLine(new SvgPlot(caption, unit, lines).Svg);
        var times = lines.SelectMany(line => line.Points.Select(point => point.X)).Distinct().Order();
        body.Append("<details><summary>").Append(Encode(caption)).Append(": ").Append(Encode(unit)).AppendLine("</summary>").AppendLine(Rows(
            caption, ["second", .. lines.Select(line => line.Name)],
            times.Select(time => (IReadOnlyList<string>)[$"{time:F0}", .. lines.Select(line =>
                line.Points.Where(point => point.X == time).Select(point => $"{point.Y:N1}").FirstOrDefault(""))]))).AppendLine("</details>");
        return this;
    }

    /// <summary>Writes the page.</summary>
    /// <param name="file">The file; null: none is written.</param>
    /// <param name="result">The journey's line of JSON.</param>
    public async Task Write(string? file, string result)
    {
        if (file is null) return;
        await File.WriteAllTextAsync(file, $"""
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Encode(title)}</title>
            <style>{Style}</style></head><body><main><h1>{Encode(title)}</h1>
            <p>{DateTimeOffset.UtcNow:u}, {Environment.ProcessorCount} cores shared by generator, gateways, silos and database.</p>
            {body}<h2>Result</h2><pre style="white-space:pre-wrap">{Encode(result)}</pre></main></body></html>
            """);
    }

    static string Rows(string caption, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows) =>
        $"<table aria-label=\"{Encode(caption)}\"><thead><tr>{string.Concat(heads.Select(head => $"<th scope=\"col\">{Encode(head)}</th>"))}</tr></thead><tbody>"
        + string.Concat(rows.Select(row => $"<tr>{string.Concat(row.Select(cell => $"<td>{Encode(cell)}</td>"))}</tr>")) + "</tbody></table>";

    static string Encode(string text) => WebUtility.HtmlEncode(text);
}
