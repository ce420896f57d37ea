using System.Diagnostics;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Load.Histories;
using Platform.LoadTests.Load.Http;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Load.Callers;

/// <summary>People who call while a fault is injected: they contact, resend and read, and record every response.</summary>
sealed class CallerPool
{
    const int ConnectionsPerCaller = 2;
    const int Readers = 16;
    static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);
    // What two busy cores take now and then without any fault.
    static readonly TimeSpan UsualLatency = TimeSpan.FromMilliseconds(300);

    readonly RoundRobinServers servers;
    readonly CallerProfile profile;
    readonly string run;
    readonly int port;
    readonly Task running;

    CallerPool(IReadOnlyList<System.Net.IPEndPoint> addresses, string run, CallerProfile profile, CancellationToken cancellation)
    {
        (servers, this.profile, this.run, port) = (new(addresses), profile, run, addresses[0].Port);
        Traffic = new(run, port, profile);
        Traffic.ScheduleFirstCalls();
        running = LoadGenerator.Run(servers, profile.People * ConnectionsPerCaller, [Traffic], cancellation);
    }

    /// <summary>What they sent and were answered; read it after <see cref="Stop"/>.</summary>
    public CallerTraffic Traffic { get; }

    /// <summary>Starts the callers, and waits until each has been answered.</summary>
    /// <exception cref="TimeoutException">Some were not, without any fault.</exception>
    public static async Task<CallerPool> Start(
        IReadOnlyList<System.Net.IPEndPoint> addresses, string run, CallerProfile profile, TimeSpan timeout, CancellationToken cancellation)
    {
        var callers = new CallerPool(addresses, run, profile, cancellation);
        var from = Stopwatch.GetTimestamp();
        // Twice: the first contact opens the file, the second finds it.
        foreach (var _ in new[] { 1, 2 })
        {
            if (await callers.WaitUntilAllAnswered(Stopwatch.GetTimestamp(), timeout, cancellation) is not null) continue;
            throw new TimeoutException($"Not everybody was answered within {timeout.TotalSeconds} s, before any fault: {callers.DescribeUnanswered(from)}.");
        }
        return callers;
    }

    /// <summary>Waits until every caller was answered a call that was sent after a moment.</summary>
    /// <returns>How long that took from the moment; null: longer than the timeout.</returns>
    public async Task<TimeSpan?> WaitUntilAllAnswered(long since, TimeSpan timeout, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(PollInterval);
        while (Enumerable.Range(0, profile.People).Any(person => Volatile.Read(ref Traffic.LastAnsweredSentAt[person]) < since))
        {
            if (running.IsCompleted) await running;
            if (Stopwatch.GetElapsedTime(since) > timeout) return null;
            await timer.WaitForNextTickAsync(cancellation);
        }
        return Stopwatch.GetElapsedTime(since);
    }

    /// <summary>Stops new calls; those in flight are waited for.</summary>
    public Task Stop()
    {
        Traffic.StopAt = Stopwatch.GetTimestamp();
        return running;
    }

    /// <summary>Recovery time of each caller that a fault affected: from the moment of the fault until they were answered again.</summary>
    /// <remarks>Affected: a call in flight then, or sent afterwards, failed or took longer than <see cref="UsualLatency"/>. The last such call counts.</remarks>
    /// <param name="at">The moment of the fault.</param>
    /// <param name="until">Calls sent later do not count.</param>
    public IReadOnlyList<TimeSpan> RecoveryTimes(long at, long until) =>
    [
        .. Traffic.Completed.Where(call => call.AnsweredAt > at && call.SentAt < until && (call.FailedAttempts > 0 || call.AnsweredAt - Math.Max(call.SentAt, at) > StopwatchTicks.Of(UsualLatency)))
            .GroupBy(call => call.Person).Select(calls => Stopwatch.GetElapsedTime(at, calls.Max(call => call.AnsweredAt))),
    ];

    /// <summary>Reads every history back, requests each as another tenant too, and checks them against the receipts.</summary>
    public async Task<Verdict> Verify(CancellationToken cancellation)
    {
        var files = Traffic.Receipts.Select(receipt => (receipt.Canary.Tenant, receipt.Citizen)).Distinct().ToList();
        var own = new HistoryTraffic(files, port);
        var others = new HistoryTraffic(files.Select(file => (DemoTenant.All.First(one => one.Id != file.Tenant).Id, file.Citizen)), port);
        await LoadGenerator.Run(servers, Readers, [own, others], cancellation);
        var verdict = Checker.Check(run, Traffic.Sent, Traffic.Receipts, own.Histories, Traffic.Reads);
        return verdict with { Foreign = verdict.Foreign + others.Histories.Count };
    }

    string DescribeUnanswered(long since) => $"{Traffic.LastAnsweredSentAt.Count(at => at < since)} of {profile.People} were not; other answers: "
        + string.Join(", ", Traffic.FailuresByStatus.Select(one => $"{one.Key} x{one.Value}"));
}
