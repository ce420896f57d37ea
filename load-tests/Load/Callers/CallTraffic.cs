using System.Diagnostics;
using System.Text;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Load.Contacts;
using Platform.LoadTests.Load.Histories;
using Platform.LoadTests.Load.Http;
using Platform.LoadTests.Load.Measurements;

namespace Platform.LoadTests.Load.Callers;

/// <summary>People who each call again and again, one call at a time, and write down everything they are told.</summary>
/// <param name="run">Of the marks.</param>
/// <param name="port">Of a gateway, as the host is named.</param>
/// <param name="habits">How they call.</param>
sealed class CallTraffic(string run, int port, Habits habits) : Resending<Call>(int.MaxValue)
{
    static readonly TimeSpan BeforeAgain = TimeSpan.FromMilliseconds(25);

    readonly Templates templates = Templates.Requests("/api/contacts", port, run, Forgery.Of);
    readonly Random chance = new(habits.FirstPerson);
    readonly PriorityQueue<Call, long> planned = new();
    readonly Guid?[] files = new Guid?[habits.People];
    readonly int[] failures = new int[habits.People];
    readonly int[] calls = new int[habits.People];
    int number;

    /// <summary>When the newest call of each person that was answered had left; 0: none was. Any thread may look.</summary>
    public long[] Heard { get; } = new long[habits.People];

    /// <summary>Every receipt.</summary>
    public List<Acknowledgement> Receipts { get; } = [];

    /// <summary>What was read on the way.</summary>
    public List<History> Reads { get; } = [];

    /// <summary>Calls in the order they were answered, repeats left out.</summary>
    public List<Ended> Ended { get; } = [];

    /// <summary>Answers that are none, by their status, and those of which nobody was sure; 0: the connection broke or the time was over.</summary>
    public Dictionary<int, int> Troubles { get; } = [];

    /// <summary>Contacts there were.</summary>
    public int Sent => number;

    /// <summary>Nobody calls any more; what is under way is still asked for, until then.</summary>
    public long StopAt { get; set; } = long.MaxValue;

    /// <inheritdoc/>
    public override bool Pending => base.Pending || Stopwatch.GetTimestamp() < StopAt;

    /// <summary>Everybody makes their first call within one pause.</summary>
    public void Begin()
    {
        for (var person = 0; person < habits.People; person++) Plan(new(person, number++, CallKind.Contact), habits.Pause * chance.NextDouble());
    }

    /// <inheritdoc/>
    protected override bool TryMake(out Call command)
    {
        var now = Stopwatch.GetTimestamp();
        command = default;
        if (now >= StopAt || !planned.TryPeek(out _, out var due) || due > now) return false;
        command = planned.Dequeue() with { At = now };
        for (var copies = habits.Copies; command.Kind == CallKind.Contact && copies > 0; copies--)
        {
            if (chance.NextDouble() < copies)
                Plan(command with { Kind = CallKind.Repeat }, chance.Next(2) == 0 ? TimeSpan.Zero : habits.Late * chance.NextDouble());
        }
        return true;
    }

    /// <inheritdoc/>
    protected override void Write(Call command, Connection connection)
    {
        var person = habits.FirstPerson + command.Person;
        if (command.Kind == CallKind.Read)
        {
            var tenant = Population.Home(person);
            connection.Request = Encoding.ASCII.GetBytes($"GET {HistoryPage.First(files[command.Person]!.Value)} HTTP/1.1\r\nHost: {tenant.Host(port)}\r\n"
                + $"Authorization: Bearer {tenant.Key}\r\n{Forgery.Of(tenant)}\r\n");
            return;
        }
        var template = templates.For(person, command.Number % Matter.All.Count);
        template.Write(person, command.Number, connection.Prepare(template.Length));
    }

    /// <inheritdoc/>
    protected override bool Accept(Call command, Connection connection, Answer answer)
    {
        if (command.Kind == CallKind.Read)
        {
            if (answer.Status != 200) return false;
            var page = HistoryPage.Read(answer.Body);
            // Of a longer history this is a part, of which only the beginning can be judged.
            if (page.Next is null)
                Reads.Add(new(Population.Home(habits.FirstPerson + command.Person).Id, files[command.Person]!.Value, connection.SentAt, page.Lines));
        }
        else
        {
            if (!(answer.Status is 201 or 200 && ReceiptJson.TryRead(answer.Body, out var citizen, out var version))) return false;
            var person = habits.FirstPerson + command.Person;
            Receipts.Add(new(new(Population.Home(person).Id, run, command.Number), person, citizen, version, command.At, Stopwatch.GetTimestamp()));
            files[command.Person] = citizen;
        }
        if (command.Kind != CallKind.Repeat) End(command);
        return true;
    }

    /// <inheritdoc/>
    protected override bool Worth(Call command, int status, long sentAt)
    {
        Troubles[status] = Troubles.GetValueOrDefault(status) + 1;
        if (command.Kind != CallKind.Repeat) failures[command.Person]++;
        return StopAt == long.MaxValue || Stopwatch.GetTimestamp() < StopAt + Pace.Ticks(Generator.Deadline);
    }

    /// <inheritdoc/>
    protected override TimeSpan Pause(int attempt) => BeforeAgain;

    void End(Call call)
    {
        Ended.Add(new(call.Person, call.At, Stopwatch.GetTimestamp(), failures[call.Person]));
        failures[call.Person] = 0;
        Volatile.Write(ref Heard[call.Person], call.At);
        var reads = ++calls[call.Person] % habits.ReadEvery == 0;
        Plan(reads ? new(call.Person, -1, CallKind.Read) : new(call.Person, number++, CallKind.Contact), habits.Pause * (0.5 + chance.NextDouble()));
    }

    void Plan(Call call, TimeSpan after) => planned.Enqueue(call, Pace.In(after));
}
