using System.Diagnostics;

namespace Platform.LoadTests.Platforms;

/// <summary>The last lines of a process's standard output and error.</summary>
sealed class ProcessOutput
{
    const int Capacity = 40;

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
        if (line.Data is null) return;
        lock (lines)
        {
            if (lines.Count == Capacity) lines.Dequeue();
            lines.Enqueue(line.Data);
        }
    }
}
