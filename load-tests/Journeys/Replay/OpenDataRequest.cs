using System.Text;
using CsvHelper;

namespace Platform.LoadTests.Journeys.Replay;

/// <summary>A real service request of New York's 311 line, from its open data.</summary>
sealed record OpenDataRequest(string Agency, string Type, string Descriptor, string Address, string City, string Resolution)
{
    static readonly string[] Columns = ["agency", "complaint_type", "descriptor", "incident_address", "city", "resolution_description"];

    /// <summary>Reads a CSV file in its order.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A column is missing, or it is no CSV.</exception>
    public static IReadOnlyList<OpenDataRequest> Read(string file)
    {
        if (!File.Exists(file))
            throw new FileNotFoundException($"The real requests were not found at {Path.GetFullPath(file)}. Give the CSV file with --input FILE.");
        var requests = new List<OpenDataRequest>();
        try
        {
            using var csv = CsvReader.FromFile(file);
            if (Columns.FirstOrDefault(column => !csv.TryGetFieldIndex(column, out _)) is { } missing)
                throw new InvalidDataException($"{file} is no file of 311 requests: it has no column '{missing}'.");
            while (csv.Read())
                requests.Add(new(Text(0), Text(1), Text(2), Text(3), Text(4), Text(5)));

            string Text(int column) => FixDoubleEncoding(csv.GetString(Columns[column]));
        }
        catch (CsvFormatException unreadable)
        {
            throw new InvalidDataException($"{file} is no CSV file: {unreadable.Message}", unreadable);
        }
        return requests;
    }

    // One in a thousand was encoded twice in UTF-8 before it was published: its apostrophe contains control characters, which the platform
    // refuses. Undone as any import would.
    static string FixDoubleEncoding(string text) =>
        text.Any(char.IsControl) && text.All(letter => letter <= byte.MaxValue) ? Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text)) : text;
}
