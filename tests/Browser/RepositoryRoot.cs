namespace Platform.Tests.Browser;

/// <summary>Where the sources are, from wherever the tests run.</summary>
static class RepositoryRoot
{
    public static string Root { get; } = Find();

    static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of a clone.");
        return folder.FullName;
    }
}
