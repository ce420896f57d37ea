using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using CsvHelper.Configuration.Attributes;

namespace Platform.LoadTests.Replay;

/// <summary>A real service request of a city's 311 line, as its open data tells it.</summary>
sealed record RealRequest(
    [property: Name("agency")] string Agency, [property: Name("complaint_type")] string Type, [property: Name("descriptor")] string Descriptor,
    [property: Name("incident_address")] string Address, [property: Name("city")] string City,
    [property: Name("resolution_description")] string Resolution, [property: Name("open_data_channel_type")] string Channel)
{
    /// <summary>Reads them in the order of the file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file has other columns.</exception>
    public static IReadOnlyList<RealRequest> Read(string file)
    {
        if (!File.Exists(file))
            throw new FileNotFoundException($"The real requests were not found at {Path.GetFullPath(file)}. Give the CSV file with --input FILE.");
        using var text = new StreamReader(file);
        using var reader = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture));
        try
        {
            return [.. reader.GetRecords<RealRequest>()];
        }
        catch (CsvHelperException unreadable)
        {
            throw new InvalidDataException($"{file} is no file of 311 requests: {unreadable.Message.Split('\n')[0]}", unreadable);
        }
    }
}
