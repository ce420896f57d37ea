namespace Platform.LoadTests.Journeys.Replay;

/// <summary>Where the real requests are unless said otherwise.</summary>
static class RealInput
{
    const string Below = "shared/data/nyc-311-2023-12.csv";

    /// <summary>In <c>shared</c> beside the checkout: looked for upwards from here, then from where this program is.</summary>
    public static string Default => Upwards(Environment.CurrentDirectory).Concat(Upwards(AppContext.BaseDirectory))
        .Select(folder => Path.Combine(folder, Below)).FirstOrDefault(File.Exists) ?? Path.Combine("..", Below);

    static IEnumerable<string> Upwards(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent) yield return folder.FullName;
    }
}
