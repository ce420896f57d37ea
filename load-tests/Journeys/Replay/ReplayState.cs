using System.Text.Json;
using Platform.LoadTests.Checking;

namespace Platform.LoadTests.Journeys.Replay;

/// <summary>What a replay wrote down of itself, so that it can be continued after a kill of whichever side: its run, and each receipt.</summary>
sealed class ReplayState : IDisposable
{
    readonly StreamWriter? file;
    readonly Lock turn = new();
    readonly List<Acknowledgement> receipts = [];

    ReplayState(string run, bool goesOn, StreamWriter? file) => (Run, GoesOn, this.file) = (run, goesOn, file);

    /// <summary>The name of the run, in the marks of its contacts.</summary>
    public string Run { get; }

    /// <summary>An earlier replay may have sent any of the contacts that have no receipt.</summary>
    public bool GoesOn { get; }

    /// <summary>Every receipt so far.</summary>
    public IReadOnlyList<Acknowledgement> Receipts
    {
        get { lock (turn) return [.. receipts]; }
    }

    /// <summary>Begins, or goes on with what a file tells.</summary>
    /// <param name="path">The file; null: nothing is written down.</param>
    /// <param name="about">What the plan was made from: a file of another plan is refused.</param>
    /// <exception cref="InvalidDataException">The file is of another plan.</exception>
    public static ReplayState Open(string? path, string about)
    {
        if (path is null) return new(NewRun(), goesOn: false, null);
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        var begin = lines is [var first, ..] ? JsonSerializer.Deserialize<Beginning>(first) : null;
        if (begin is not null && begin.About != about)
            throw new InvalidDataException($"{path} tells of another replay ({begin.About}). Delete it, or choose another file with --state FILE.");
        var writer = new StreamWriter(path, append: true) { AutoFlush = true };
        // A line that a kill cut off must not swallow the next one.
        if (begin is not null) writer.WriteLine();
        if (begin is null) writer.WriteLine(JsonSerializer.Serialize(begin = new(NewRun(), about)));
        var memory = new ReplayState(begin.Run, lines.Length > 0, writer);
        // Nor is it a receipt: its command is sent again, which is what the key is for.
        foreach (var line in lines.Skip(1)) if (line.EndsWith('}')) memory.receipts.Add(JsonSerializer.Deserialize<Acknowledgement>(line));
        return memory;
    }

    /// <summary>Writes a receipt down.</summary>
    public void Note(Acknowledgement receipt)
    {
        lock (turn)
        {
            receipts.Add(receipt);
            file?.WriteLine(JsonSerializer.Serialize(receipt));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();

    static string NewRun() => Guid.NewGuid().ToString("N")[..8];

    sealed record Beginning(string Run, string About);
}
