namespace Platform.Tests.Architecture;

/// <summary>The source tree that these tests were built from.</summary>
static class SourceTree
{
    internal static string Root { get; } = Find();

    internal static IEnumerable<string> Files(string room, string ending = "*.cs") =>
        Directory.EnumerateFiles(Path.Combine(Root, room), ending, SearchOption.AllDirectories)
            .Where(static file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj" or "node_modules"));

    internal static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Platform.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No Platform.sln above the tests.");
        return folder;
    }
}
