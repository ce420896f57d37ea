using System.Diagnostics;

namespace Platform.LoadTests.Platforms;

/// <summary>The last lines of a process's standard output and error.</summary>
sealed class ProcessOutput
{
    const int Capacity = 60;
    const int MaxLength = 1_000;

    readonly Queue<string> lines = [];

    /// <summary>Captures the output of a process that was just started.</summary>
    public void Capture(Process process)
    {
        process.OutputDataReceived += OnLine;
        process.ErrorDataReceived += OnLine;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public override string ToString()
    {
        lock (lines) return string.Join('\n', lines);
    }

    void OnLine(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null || IsAsyncPlumbing(line.Data)) return;
        lock (lines)
        {
            if (lines.Count == Capacity) lines.Dequeue();
            lines.Enqueue(line.Data.Length > MaxLength ? line.Data[..MaxLength] : line.Data);
        }
    }

    // Environment.FailFast writes its reason and then the whole stack, whose frames of the framework would push the reason out.
    static bool IsAsyncPlumbing(string line) =>
        line.StartsWith("   at System.Runtime.CompilerServices.", StringComparison.Ordinal) || line.StartsWith("   at System.Threading.", StringComparison.Ordinal);
}
