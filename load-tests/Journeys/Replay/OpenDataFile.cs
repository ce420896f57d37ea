namespace Platform.LoadTests.Journeys.Replay;

/// <summary>The default of <c>--input</c>.</summary>
static class OpenDataFile
{
    const string RelativePath = "shared/data/nyc-311-2023-12.csv";

    /// <summary>In a folder <c>shared</c> beside the checkout: looked for in the ancestors of the current folder, then of this program's.</summary>
    public static string DefaultPath => Ancestors(Environment.CurrentDirectory).Concat(Ancestors(AppContext.BaseDirectory))
        .Select(folder => Path.Combine(folder, RelativePath)).FirstOrDefault(File.Exists) ?? Path.Combine("..", RelativePath);

    static IEnumerable<string> Ancestors(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent) yield return folder.FullName;
    }
}
