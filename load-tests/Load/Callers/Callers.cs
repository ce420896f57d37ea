using System.Diagnostics;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Load.Histories;
using Platform.LoadTests.Load.Http;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Load.Callers;

/// <summary>People who call while something is done to the platform, and what they saw of it.</summary>
sealed class Callers
{
    const int Connections = 2;
    const int Readers = 16;
    static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);
    // What a busy machine of two cores needs now and then without any fault.
    static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(300);

    readonly Servers servers;
    readonly Habits habits;
    readonly string run;
    readonly int port;
    readonly Task running;

    Callers(IReadOnlyList<System.Net.IPEndPoint> addresses, string run, Habits habits, CancellationToken cancellation)
    {
        (servers, this.habits, this.run, port) = (new(addresses), habits, run, addresses[0].Port);
        Traffic = new(run, port, habits);
        Traffic.Begin();
        running = Generator.Run(servers, habits.People * Connections, [Traffic], cancellation);
    }

    /// <summary>What they sent and were told; to be read when they have stopped.</summary>
    public CallTraffic Traffic { get; }

    /// <summary>Lets them begin, and waits until each has been answered.</summary>
    /// <exception cref="TimeoutException">Somebody was not, without any fault.</exception>
    public static async Task<Callers> Begin(
        IReadOnlyList<System.Net.IPEndPoint> addresses, string run, Habits habits, TimeSpan patience, CancellationToken cancellation)
    {
        var callers = new Callers(addresses, run, habits, cancellation);
        var from = Stopwatch.GetTimestamp();
        // Twice: a file that was just opened is not yet one that is known.
        foreach (var _ in new[] { 1, 2 })
        {
            if (await callers.Back(Stopwatch.GetTimestamp(), patience, cancellation) is not null) continue;
            throw new TimeoutException($"Not everybody was answered within {patience.TotalSeconds} s, and nothing had been done yet: {callers.Silent(from)}.");
        }
        return callers;
    }

    /// <summary>Waits until everybody got an answer to a call that left after a moment.</summary>
    /// <returns>How long that took from the moment; null: longer than the patience.</returns>
    public async Task<TimeSpan?> Back(long since, TimeSpan patience, CancellationToken cancellation)
    {
        using var pace = new PeriodicTimer(Glance);
        while (Enumerable.Range(0, habits.People).Any(person => Volatile.Read(ref Traffic.Heard[person]) < since))
        {
            if (running.IsCompleted) await running;
            if (Stopwatch.GetElapsedTime(since) > patience) return null;
            await pace.WaitForNextTickAsync(cancellation);
        }
        return Stopwatch.GetElapsedTime(since);
    }

    /// <summary>Nobody begins a call any more; those under way are waited for.</summary>
    public Task End()
    {
        Traffic.StopAt = Stopwatch.GetTimestamp();
        return running;
    }

    /// <summary>For each person whom a fault touched, when they were answered again, from the moment it was made.</summary>
    /// <remarks>Touched: a call that was under way then, or left afterwards, failed or took unusually long. Their last such call counts.</remarks>
    /// <param name="at">The moment.</param>
    /// <param name="until">Calls that left later are another matter.</param>
    public IReadOnlyList<TimeSpan> Recoveries(long at, long until) =>
    [
        .. Traffic.Ended.Where(call => call.AnsweredAt > at && call.SentAt < until && (call.Failures > 0 || call.AnsweredAt - Math.Max(call.SentAt, at) > Pace.Ticks(Usual)))
            .GroupBy(call => call.Person).Select(calls => Stopwatch.GetElapsedTime(at, calls.Max(call => call.AnsweredAt))),
    ];

    /// <summary>Reads every history back, asks for each file as another authority too, and judges.</summary>
    public async Task<Verdict> Judge(CancellationToken cancellation)
    {
        var files = Traffic.Receipts.Select(receipt => (receipt.Mark.Tenant, receipt.Citizen)).Distinct().ToList();
        var own = new HistoryTraffic(files, port);
        var others = new HistoryTraffic(files.Select(file => (Tenant.All.First(one => one.Id != file.Tenant).Id, file.Citizen)), port);
        await Generator.Run(servers, Readers, [own, others], cancellation);
        var verdict = Checker.Check(run, Traffic.Sent, Traffic.Receipts, own.Read, Traffic.Reads);
        return verdict with { Foreign = verdict.Foreign + others.Read.Count };
    }

    string Silent(long since) => $"{Traffic.Heard.Count(at => at < since)} of {habits.People} were not; other answers: "
        + string.Join(", ", Traffic.Troubles.Select(one => $"{one.Key} x{one.Value}"));
}
