using System.Net;
using System.Text;

namespace Platform.LoadTests.Reports;

/// <summary>What a journey found, as one page of HTML that needs nothing else. Every plot has its table beside it.</summary>
sealed class Report(string title)
{
    const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2330;background:#fff}
        table{border-collapse:collapse;margin:1rem 0}th,td{padding:.25rem .75rem;border-bottom:1px solid #c9ced8;text-align:right}
        th:first-child,td:first-child{text-align:left}svg{width:100%;height:auto}details{margin:.5rem 0 2rem}
        """;

    readonly StringBuilder body = new();

    /// <summary>A sentence.</summary>
    public Report Say(string sentence)
    {
        body.Append("<p>").Append(Text(sentence)).AppendLine("</p>");
        return this;
    }

    /// <summary>A table.</summary>
    public Report Table(string caption, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        body.Append("<h2>").Append(Text(caption)).AppendLine("</h2>").AppendLine(Rows(caption, heads, rows));
        return this;
    }

    /// <summary>Lines over time, with their numbers below.</summary>
    public Report Plot(string caption, string unit, params IReadOnlyList<Curve> curves)
    {
        body.Append("<h2>").Append(Text(caption)).AppendLine("</h2>").AppendLine(new Plot(caption, unit, curves).Svg);
        var times = curves.SelectMany(curve => curve.Points.Select(point => point.X)).Distinct().Order();
        body.Append("<details><summary>").Append(Text(caption)).Append(": ").Append(Text(unit)).AppendLine("</summary>").AppendLine(Rows(
            caption, ["second", .. curves.Select(curve => curve.Name)],
            times.Select(time => (IReadOnlyList<string>)[$"{time:F0}", .. curves.Select(curve =>
                curve.Points.Where(point => point.X == time).Select(point => $"{point.Y:N1}").FirstOrDefault(""))]))).AppendLine("</details>");
        return this;
    }

    /// <summary>Writes the page.</summary>
    /// <param name="file">Where; null: nowhere.</param>
    /// <param name="result">The line of JSON that the journey ended with.</param>
    public async Task Write(string? file, string result)
    {
        if (file is null) return;
        await File.WriteAllTextAsync(file, $"""
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Text(title)}</title>
            <style>{Style}</style></head><body><main><h1>{Text(title)}</h1>
            <p>{DateTimeOffset.UtcNow:u}, {Environment.ProcessorCount} cores shared by generator, gateways, silos and database.</p>
            {body}<h2>Result</h2><pre style="white-space:pre-wrap">{Text(result)}</pre></main></body></html>
            """);
    }

    static string Rows(string caption, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows) =>
        $"<table aria-label=\"{Text(caption)}\"><thead><tr>{string.Concat(heads.Select(head => $"<th scope=\"col\">{Text(head)}</th>"))}</tr></thead><tbody>"
        + string.Concat(rows.Select(row => $"<tr>{string.Concat(row.Select(cell => $"<td>{Text(cell)}</td>"))}</tr>")) + "</tbody></table>";

    static string Text(string text) => WebUtility.HtmlEncode(text);
}
