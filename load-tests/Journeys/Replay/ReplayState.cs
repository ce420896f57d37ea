using System.Text.Json;
using Platform.LoadTests.Checking;

namespace Platform.LoadTests.Journeys.Replay;

/// <summary>The state file of a replay (<c>--state</c>): its run and each receipt, so that it can be resumed after a kill of either side.</summary>
sealed class ReplayState : IDisposable
{
    readonly StreamWriter? file;
    readonly Lock gate = new();
    readonly List<Acknowledgement> receipts = [];

    ReplayState(string run, bool isResumed, StreamWriter? file) => (Run, IsResumed, this.file) = (run, isResumed, file);

    /// <summary>The run's name, in the canaries.</summary>
    public string Run { get; }

    /// <summary>An earlier replay may have sent any of the contacts without a receipt.</summary>
    public bool IsResumed { get; }

    /// <summary>Every receipt so far.</summary>
    public IReadOnlyList<Acknowledgement> Receipts
    {
        get { lock (gate) return [.. receipts]; }
    }

    /// <summary>Creates a state file, or resumes an existing one.</summary>
    /// <param name="path">The file; null: receipts are kept in memory alone.</param>
    /// <param name="about">Describes the plan: the file of another plan is refused.</param>
    /// <exception cref="InvalidDataException">The file is of another plan.</exception>
    public static ReplayState Open(string? path, string about)
    {
        if (path is null) return new(NewRun(), isResumed: false, null);
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        var header = lines is [var first, ..] ? JsonSerializer.Deserialize<Header>(first) : null;
        if (header is not null && header.About != about)
            throw new InvalidDataException($"{path} is the state of another replay ({header.About}). Delete it, or choose another file with --state FILE.");
        var writer = new StreamWriter(path, append: true) { AutoFlush = true };
        // The last line may have been cut off by a kill: the next one begins on a new line.
        if (header is not null) writer.WriteLine();
        if (header is null) writer.WriteLine(JsonSerializer.Serialize(header = new(NewRun(), about)));
        var state = new ReplayState(header.Run, lines.Length > 0, writer);
        // A cut off line is no receipt: its command is sent again with the same key.
        foreach (var line in lines.Skip(1)) if (line.EndsWith('}')) state.receipts.Add(JsonSerializer.Deserialize<Acknowledgement>(line));
        return state;
    }

    /// <summary>Adds a receipt.</summary>
    public void Add(Acknowledgement receipt)
    {
        lock (gate)
        {
            receipts.Add(receipt);
            file?.WriteLine(JsonSerializer.Serialize(receipt));
        }
    }

    public void Dispose() => file?.Dispose();

    static string NewRun() => Guid.NewGuid().ToString("N")[..8];

    sealed record Header(string Run, string About);
}
