using System.Diagnostics;

namespace Platform.Tests.Runtime;

public sealed class ExamplesTests
{
    // The text is the one that ran on Microsoft Orleans: two silos, a refusal across tenants, then a web host.
    [Fact]
    public async Task WhatRanOnOrleansRunsHereUnchanged()
    {
        var here = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        var (framework, configuration) = (Path.GetFileName(here), Path.GetFileName(Path.GetDirectoryName(here))!);
        var program = Path.Combine(here, "..", "..", "..", "Examples", "bin", configuration, framework, "Examples.dll");
        var start = new ProcessStartInfo("dotnet", [program]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Logging__LogLevel__Default"] = "None";
        using var run = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var output = await run.StandardOutput.ReadToEndAsync(deadline.Token);
        await run.WaitForExitAsync(deadline.Token);
        Assert.True(run.ExitCode == 0, await run.StandardError.ReadToEndAsync(deadline.Token));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.Matches(@"^Receipt \{ Version = 1, Events = .* \} \| AlreadyClosed \{ At = .* \} \| 1$", lines[0]);
        Assert.Equal("refused", lines[1]);
        Assert.Matches("^S.*=Active,S.*=Active$", lines[2]);
        Assert.Equal("host up", lines[3]);
    }
}
