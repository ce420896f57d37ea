namespace Platform.Web.Desk.Requests;

/// <summary>A line of a table as spreadsheets read it (RFC 4180, with the semicolon that French ones expect).</summary>
static class CsvLine
{
    /// <summary>The line with its end. Every cell is quoted, and none begins a formula: such a beginning gets an apostrophe before it (OWASP).</summary>
    public static string Of(params ReadOnlySpan<string?> cells)
    {
        var line = new System.Text.StringBuilder();
        foreach (var cell in cells)
        {
            if (line.Length > 0)
                line.Append(';');
            line.Append('"');
            // Blanks before it do not keep a spreadsheet from seeing a formula.
            if (cell.AsSpan().TrimStart() is [var first, ..] && first is '=' or '+' or '-' or '@' or '\uff1d' or '\uff0b' or '\uff0d' or '\uff20')
                line.Append('\'');
            line.Append(cell?.ReplaceLineEndings(" ").Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
        return line.Append("\r\n").ToString();
    }
}
