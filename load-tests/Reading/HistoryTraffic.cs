using System.Diagnostics;
using System.Text;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Contacting;
using Platform.LoadTests.Generating;
using Platform.LoadTests.Serving;

namespace Platform.LoadTests.Reading;

/// <summary>Reads whole histories back, page after page.</summary>
/// <param name="files">Of which citizens.</param>
/// <param name="port">Of the gateway, as the host is named.</param>
sealed class HistoryTraffic(IEnumerable<(string Tenant, Guid Citizen)> files, int port) : ITraffic
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100), Patience = TimeSpan.FromSeconds(60);

    readonly Queue<Unread> waiting = new(files.Select(file => new Unread(file.Tenant, file.Citizen)));
    readonly Dictionary<long, Unread> underWay = [];
    readonly List<History> read = [];
    long last;

    /// <summary>Those that were read to their end.</summary>
    public IReadOnlyList<History> Read => read;

    /// <summary>Those that the platform said it does not have, or did not give for a minute: no history, which the checker counts as lost.</summary>
    public int Refused { get; private set; }

    /// <inheritdoc/>
    public bool Pending => waiting.Count > 0;

    /// <inheritdoc/>
    public bool Next(Connection connection)
    {
        if (!waiting.TryPeek(out var file) || file.NotBefore > Stopwatch.GetTimestamp()) return false;
        waiting.Dequeue();
        if (file.AskedAt == 0) file.AskedAt = Stopwatch.GetTimestamp();
        connection.Tag = ++last;
        var tenant = new Tenant(file.Tenant);
        connection.Request = Encoding.ASCII.GetBytes(
            $"GET {file.Next} HTTP/1.1\r\nHost: {tenant.Host(port)}\r\nAuthorization: Bearer {tenant.Key}\r\n\r\n");
        underWay.Add(last, file);
        return true;
    }

    /// <inheritdoc/>
    public void Answered(Connection connection, Answer answer)
    {
        if (!underWay.Remove(connection.Tag, out var file)) return;
        if (answer.Status != 200)
        {
            Again(file, answer.Status is 429 or 503);
            return;
        }
        var page = HistoryPage.Read(answer.Body);
        file.Lines.AddRange(page.Lines);
        if (page.Next is not null) waiting.Enqueue(file with { Next = page.Next, InVainSince = 0 });
        else read.Add(new(file.Tenant, file.Citizen, file.AskedAt, file.Lines));
    }

    /// <inheritdoc/>
    public void Broken(Connection connection)
    {
        if (underWay.Remove(connection.Tag, out var file)) Again(file, true);
    }

    void Again(Unread file, bool worth)
    {
        var now = Stopwatch.GetTimestamp();
        if (file.InVainSince == 0) file.InVainSince = now;
        if (worth && Stopwatch.GetElapsedTime(file.InVainSince, now) < Patience)
        {
            file.NotBefore = now + Pace.Ticks(Pause);
            waiting.Enqueue(file);
        }
        else Refused++;
    }

    sealed record Unread(string Tenant, Guid Citizen)
    {
        public long AskedAt { get; set; }

        public string Next { get; init; } = HistoryPage.First(Citizen);

        // Whoever is told to come back does not come back at once: a hundred times in a moment are no patience.
        public long NotBefore { get; set; }

        public long InVainSince { get; set; }

        public List<Line> Lines { get; init; } = [];
    }
}
