using System.Diagnostics;

namespace Platform.LoadTests.Platforms;

/// <summary>The last lines that a process wrote.</summary>
sealed class LastWords
{
    const int Length = 40;

    readonly Queue<string> lines = [];

    /// <summary>Listens to one from its start.</summary>
    public void Listen(Process process)
    {
        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        lock (lines) return string.Join('\n', lines);
    }

    void Hear(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null) return;
        lock (lines)
        {
            if (lines.Count == Length) lines.Dequeue();
            lines.Enqueue(line.Data);
        }
    }
}
