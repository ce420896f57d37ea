using System.Runtime.CompilerServices;

namespace Platform.Tests.Runtime;

public sealed class SizeTests
{
    [Fact]
    public void TheRuntimeStaysSmallEnoughToHoldInTheHead()
    {
        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "Grains.Runtime"));
        var files = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => !Path.GetRelativePath(folder, f).Split(Path.DirectorySeparatorChar).Any(p => p is "bin" or "obj")).ToList();
        Assert.NotEmpty(files);
        Assert.InRange(files.Sum(f => File.ReadLines(f).Count()), 1, 2999);
    }

    static string Here([CallerFilePath] string file = "") => file;
}
