using System.Diagnostics;
using System.Text;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Load.Contacts;
using Platform.LoadTests.Load.Histories;
using Platform.LoadTests.Load.Http;
using Platform.LoadTests.Load.Measurements;

namespace Platform.LoadTests.Load.Callers;

/// <summary>Callers who contact again and again, one call at a time each, and keep every receipt and read for the checker.</summary>
/// <param name="run">The run's name, in the canaries.</param>
/// <param name="port">A gateway's port, for the Host header.</param>
/// <param name="profile">How they behave.</param>
sealed class CallerTraffic(string run, int port, CallerProfile profile) : RetryingTraffic<Call>(int.MaxValue)
{
    static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(25);

    readonly ContactTemplates templates = ContactTemplates.ForRequests("/api/contacts", port, run, ForgedTenantHeaders.For);
    readonly Random random = new(profile.FirstPerson);
    readonly PriorityQueue<Call, long> scheduled = new();
    readonly Guid?[] citizens = new Guid?[profile.People];
    readonly int[] failures = new int[profile.People];
    readonly int[] calls = new int[profile.People];
    int number;

    /// <summary>When the latest answered call of each caller was sent; 0: none was answered yet. Any thread may read it.</summary>
    public long[] LastAnsweredSentAt { get; } = new long[profile.People];

    /// <summary>Every receipt.</summary>
    public List<Acknowledgement> Receipts { get; } = [];

    /// <summary>Histories read while the run went on.</summary>
    public List<History> Reads { get; } = [];

    /// <summary>Calls in the order they were answered, without duplicates.</summary>
    public List<CompletedCall> Completed { get; } = [];

    /// <summary>Failed attempts by status; 0: the connection broke or timed out.</summary>
    public Dictionary<int, int> FailuresByStatus { get; } = [];

    /// <summary>Contacts sent.</summary>
    public int Sent => number;

    /// <summary>When callers stop: no new call is sent then, and those in flight are retried until the response timeout.</summary>
    public long StopAt { get; set; } = long.MaxValue;

    public override bool Pending => base.Pending || Stopwatch.GetTimestamp() < StopAt;

    /// <summary>Spreads the first calls over one think time.</summary>
    public void ScheduleFirstCalls()
    {
        for (var person = 0; person < profile.People; person++) Schedule(new(person, number++, CallKind.Contact), profile.ThinkTime * random.NextDouble());
    }

    protected override bool TryCreate(out Call command)
    {
        var now = Stopwatch.GetTimestamp();
        command = default;
        if (now >= StopAt || !scheduled.TryPeek(out _, out var due) || due > now) return false;
        command = scheduled.Dequeue() with { FirstSentAt = now };
        for (var duplicates = profile.DuplicatesPerContact; command.Kind == CallKind.Contact && duplicates > 0; duplicates--)
        {
            if (random.NextDouble() < duplicates)
                Schedule(command with { Kind = CallKind.Duplicate }, random.Next(2) == 0 ? TimeSpan.Zero : profile.MaxDuplicateDelay * random.NextDouble());
        }
        return true;
    }

    protected override void Write(Call command, HttpConnection connection)
    {
        var person = profile.FirstPerson + command.Person;
        if (command.Kind == CallKind.Read)
        {
            var tenant = Population.TenantOf(person);
            connection.Request = Encoding.ASCII.GetBytes($"GET {HistoryPage.FirstPath(citizens[command.Person]!.Value)} HTTP/1.1\r\nHost: {tenant.Host(port)}\r\n"
                + $"Authorization: Bearer {tenant.ApiKey}\r\n{ForgedTenantHeaders.For(tenant)}\r\n");
            return;
        }
        var template = templates.For(person, command.Number % SampleContact.All.Count);
        template.Write(person, command.Number, connection.PrepareRequest(template.Length));
    }

    protected override bool Accept(Call command, HttpConnection connection, RawResponse response)
    {
        if (command.Kind == CallKind.Read)
        {
            if (response.Status != 200) return false;
            var page = HistoryPage.Read(response.Body);
            // A longer history is read in part, of which only the prefix could be checked.
            if (page.Next is null)
                Reads.Add(new(Population.TenantOf(profile.FirstPerson + command.Person).Id, citizens[command.Person]!.Value, connection.SentAt, page.Lines));
        }
        else
        {
            if (!(response.Status is 201 or 200 && ReceiptJson.TryRead(response.Body, out var citizen, out var version))) return false;
            var person = profile.FirstPerson + command.Person;
            Receipts.Add(new(new(Population.TenantOf(person).Id, run, command.Number), person, citizen, version, command.FirstSentAt, Stopwatch.GetTimestamp()));
            citizens[command.Person] = citizen;
        }
        if (command.Kind != CallKind.Duplicate) Complete(command);
        return true;
    }

    protected override bool ShouldRetry(Call command, int status, long sentAt)
    {
        FailuresByStatus[status] = FailuresByStatus.GetValueOrDefault(status) + 1;
        if (command.Kind != CallKind.Duplicate) failures[command.Person]++;
        return StopAt == long.MaxValue || Stopwatch.GetTimestamp() < StopAt + StopwatchTicks.Of(LoadGenerator.ResponseTimeout);
    }

    protected override TimeSpan RetryDelay(int attempt) => Delay;

    void Complete(Call call)
    {
        Completed.Add(new(call.Person, call.FirstSentAt, Stopwatch.GetTimestamp(), failures[call.Person]));
        failures[call.Person] = 0;
        Volatile.Write(ref LastAnsweredSentAt[call.Person], call.FirstSentAt);
        var reads = ++calls[call.Person] % profile.ReadEvery == 0;
        Schedule(reads ? new(call.Person, -1, CallKind.Read) : new(call.Person, number++, CallKind.Contact), profile.ThinkTime * (0.5 + random.NextDouble()));
    }

    void Schedule(Call call, TimeSpan delay) => scheduled.Enqueue(call, StopwatchTicks.FromNow(delay));
}
