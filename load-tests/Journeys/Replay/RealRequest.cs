using System.Text;
using CsvHelper;

namespace Platform.LoadTests.Journeys.Replay;

/// <summary>A real service request of a city's 311 line, as its open data tells it.</summary>
sealed record RealRequest(string Agency, string Type, string Descriptor, string Address, string City, string Resolution)
{
    static readonly string[] Columns = ["agency", "complaint_type", "descriptor", "incident_address", "city", "resolution_description"];

    /// <summary>Reads them in the order of the file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file has other columns, or is no CSV.</exception>
    public static IReadOnlyList<RealRequest> Read(string file)
    {
        if (!File.Exists(file))
            throw new FileNotFoundException($"The real requests were not found at {Path.GetFullPath(file)}. Give the CSV file with --input FILE.");
        var requests = new List<RealRequest>();
        try
        {
            using var csv = CsvReader.FromFile(file);
            if (Columns.FirstOrDefault(column => !csv.TryGetFieldIndex(column, out _)) is { } missing)
                throw new InvalidDataException($"{file} is no file of 311 requests: it has no column '{missing}'.");
            while (csv.Read())
                requests.Add(new(Text(0), Text(1), Text(2), Text(3), Text(4), Text(5)));

            string Text(int column) => Repaired(csv.GetString(Columns[column]));
        }
        catch (CsvFormatException unreadable)
        {
            throw new InvalidDataException($"{file} is no CSV file: {unreadable.Message}", unreadable);
        }
        return requests;
    }

    // One in a thousand was encoded twice on its way into the open data: its apostrophe holds control characters, which the platform
    // rightly refuses. Undone as any import would.
    static string Repaired(string text) =>
        text.Any(char.IsControl) && text.All(letter => letter <= byte.MaxValue) ? Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text)) : text;
}
