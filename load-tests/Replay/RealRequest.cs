using CsvHelper;

namespace Platform.LoadTests.Replay;

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
                requests.Add(new(
                    csv.GetString(Columns[0]), csv.GetString(Columns[1]), csv.GetString(Columns[2]), csv.GetString(Columns[3]), csv.GetString(Columns[4]),
                    csv.GetString(Columns[5])));
        }
        catch (CsvFormatException unreadable)
        {
            throw new InvalidDataException($"{file} is no CSV file: {unreadable.Message}", unreadable);
        }
        return requests;
    }
}
