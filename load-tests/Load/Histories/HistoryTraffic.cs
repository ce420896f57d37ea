using System.Diagnostics;
using System.Text;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Load.Http;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Load.Histories;

/// <summary>Reads whole histories back, page after page. What the platform does not give for a minute is <see cref="Resending{T}.Unanswered"/>:
/// no history, which the checker counts as lost.</summary>
/// <param name="files">Of which citizens.</param>
/// <param name="port">Of the gateway, as the host is named.</param>
sealed class HistoryTraffic(IEnumerable<(string Tenant, Guid Citizen)> files, int port) : Resending<HistoryTraffic.Unread>(int.MaxValue)
{
    // Files that wait to be asked for again. A gateway that holds a town back answers few of them a second: the minute of those begun first must not
    // be over before it is their turn.
    const int AtOnce = 1024;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly Queue<Unread> waiting = new(files.Select(file => new Unread(file.Tenant, file.Citizen)));
    readonly List<History> read = [];

    /// <summary>Those that were read to their end.</summary>
    public IReadOnlyList<History> Read => read;

    /// <inheritdoc/>
    protected override bool TryMake(out Unread command)
    {
        command = null!;
        return Waits < AtOnce && waiting.TryDequeue(out command!);
    }

    /// <inheritdoc/>
    protected override void Write(Unread command, Connection connection)
    {
        var now = Stopwatch.GetTimestamp();
        if (command.AskedAt == 0) command.AskedAt = now;
        if (command.PageAskedAt == 0) command.PageAskedAt = now;
        var tenant = new Tenant(command.Tenant);
        connection.Request = Encoding.ASCII.GetBytes(
            $"GET {command.Next} HTTP/1.1\r\nHost: {tenant.Host(port)}\r\nAuthorization: Bearer {tenant.Key}\r\n\r\n");
    }

    /// <inheritdoc/>
    protected override bool Accept(Unread command, Connection connection, Answer answer)
    {
        if (answer.Status != 200) return false;
        var page = HistoryPage.Read(answer.Body);
        command.Lines.AddRange(page.Lines);
        if (page.Next is not null) waiting.Enqueue(command with { Next = page.Next, PageAskedAt = 0 });
        else read.Add(new(command.Tenant, command.Citizen, command.AskedAt, command.Lines));
        return true;
    }

    /// <inheritdoc/>
    protected override bool Worth(Unread command, int status, long sentAt) =>
        status is 0 or 429 or 503 && Stopwatch.GetElapsedTime(command.PageAskedAt) < Patience;

    /// <inheritdoc/>
    protected override TimeSpan Pause(int attempt) => TimeSpan.FromMilliseconds(100);

    /// <summary>One that is not read to its end.</summary>
    internal sealed record Unread(string Tenant, Guid Citizen)
    {
        public long AskedAt { get; set; }

        public long PageAskedAt { get; set; }

        public string Next { get; init; } = HistoryPage.First(Citizen);

        public List<Line> Lines { get; init; } = [];
    }
}
