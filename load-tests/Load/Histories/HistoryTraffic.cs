using System.Diagnostics;
using System.Text;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Load.Http;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Load.Histories;

/// <summary>Reads whole histories back, page after page. A history that cannot be read for a minute is <see cref="RetryingTraffic{T}.Unanswered"/>,
/// and its receipts count as lost.</summary>
/// <param name="files">The tenants and citizens to read.</param>
/// <param name="port">The gateway's port, for the Host header.</param>
sealed class HistoryTraffic(IEnumerable<(string Tenant, Guid Citizen)> files, int port) : RetryingTraffic<HistoryTraffic.PendingHistory>(int.MaxValue)
{
    // Histories that wait for a retry. A gateway that limits a tenant's rate answers few of them a second: the minute of those begun first must not
    // be over before they are retried.
    const int MaxPending = 1024;
    static readonly TimeSpan PageTimeout = TimeSpan.FromSeconds(60);

    readonly Queue<PendingHistory> waiting = new(files.Select(file => new PendingHistory(file.Tenant, file.Citizen)));
    readonly List<History> histories = [];

    /// <summary>The histories read to their end.</summary>
    public IReadOnlyList<History> Histories => histories;

    protected override bool TryCreate(out PendingHistory command)
    {
        command = null!;
        return PendingRetries < MaxPending && waiting.TryDequeue(out command!);
    }

    protected override void Write(PendingHistory command, HttpConnection connection)
    {
        var now = Stopwatch.GetTimestamp();
        if (command.RequestedAt == 0) command.RequestedAt = now;
        if (command.PageRequestedAt == 0) command.PageRequestedAt = now;
        var tenant = new DemoTenant(command.Tenant);
        connection.Request = Encoding.ASCII.GetBytes(
            $"GET {command.Next} HTTP/1.1\r\nHost: {tenant.Host(port)}\r\nAuthorization: Bearer {tenant.ApiKey}\r\n\r\n");
    }

    protected override bool Accept(PendingHistory command, HttpConnection connection, RawResponse response)
    {
        if (response.Status != 200) return false;
        var page = HistoryPage.Read(response.Body);
        command.Lines.AddRange(page.Lines);
        if (page.Next is not null) waiting.Enqueue(command with { Next = page.Next, PageRequestedAt = 0 });
        else histories.Add(new(command.Tenant, command.Citizen, command.RequestedAt, command.Lines));
        return true;
    }

    protected override bool ShouldRetry(PendingHistory command, int status, long sentAt) =>
        status is 0 or 429 or 503 && Stopwatch.GetElapsedTime(command.PageRequestedAt) < PageTimeout;

    protected override TimeSpan RetryDelay(int attempt) => TimeSpan.FromMilliseconds(100);

    /// <summary>A history not yet read to its end.</summary>
    internal sealed record PendingHistory(string Tenant, Guid Citizen)
    {
        public long RequestedAt { get; set; }

        public long PageRequestedAt { get; set; }

        public string Next { get; init; } = HistoryPage.FirstPath(Citizen);

        public List<HistoryLine> Lines { get; init; } = [];
    }
}
