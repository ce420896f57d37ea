using System.Diagnostics;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load.Histories;
using Platform.LoadTests.Load.Http;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Journeys.Replay;

/// <summary>A thousand real requests, through the gateway, and every history read back.</summary>
sealed class ReplayJourney : IJourney
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public string Name => "replay";

    /// <inheritdoc/>
    public string About => """
        Sends real service requests in the name of invented citizens through the gateway, a few of them twice; sends again what it does
        not know the outcome of; then reads every history back: nothing lost (K1), nothing twice (K2), no gap (K3), in order (K4),
        no stale read (K5), nothing of another tenant's (K6), and each person in one file.
        """;

    /// <inheritdoc/>
    public IReadOnlyList<Option> Options { get; } =
    [
        new("--input", "FILE", RealInput.Default, "the real requests, as CSV of a 311 line"),
        new("--seed", "NUMBER", "2612", "of everything that is invented: the same seed invents the same"),
        new("--count", "NUMBER", "1000", "at most so many of the requests"),
        new("--concurrency", "NUMBER", "32", "contacts under way at once"),
        new("--state", "FILE", null, "write every receipt down, and go on from there where the file is there already"),
        new("--kill", null, null, "kill -9 what serves in the middle, start it again on the same data, go on"),
        new("--standalone", null, null, "Standalone on SQLite instead of silo, gateway and PostgreSQL"),
        new("--target", "URL", null, "a platform that runs already, seeded as the demonstration"),
    ];

    /// <inheritdoc/>
    public async Task<Result> Run(Choices choices, TextWriter progress, CancellationToken cancellation)
    {
        var (input, seed, concurrency) = (choices.Text("--input")!, choices.Number("--seed", 0, int.MaxValue), choices.Number("--concurrency", 1, 1000));
        var (target, most) = (choices.Address("--target"), choices.Number("--count", 1, 1_000_000));
        var requests = RealRequest.Read(input).Take(most).ToList();
        using var memory = ReplayState.Open(choices.Text("--state"), $"{Path.GetFileName(input)}, {requests.Count} requests, seed {seed}");
        var plan = ReplayPlan.Make(requests, [.. Tenant.All.Select(tenant => tenant.Id)], memory.Run, seed);
        await using var platform = await PlatformFactory.Start(target, choices.Has("--standalone"), progress, cancellation);
        if (choices.Has("--kill") && target is not null) await platform.KillAndRestart(cancellation);
        using var sender = new Sender(platform.Address, Patience);
        var sending = new Sending(sender, memory);
        var answered = memory.Receipts.Select(receipt => receipt.Mark).ToHashSet();
        var left = plan.Where(submission => !answered.Contains(submission.Mark)).ToList();
        await progress.WriteLineAsync($"{plan.Count} contacts, {answered.Count} of them answered before; through {platform.Address}");

        var clock = Stopwatch.StartNew();
        var run = sending.Run(left, concurrency, cancellation);
        if (choices.Has("--kill")) await KillInTheMiddle(platform, sending, run, left.Count, progress, cancellation);
        while (!run.IsCompleted)
        {
            await Task.WhenAny(run, Task.Delay(Pace, cancellation));
            await progress.WriteLineAsync($"{sending.Answered} of {left.Count} answered, {clock.Elapsed.TotalSeconds:F0} s");
        }
        await run;
        clock.Stop();
        foreach (var (status, count) in sender.Troubles)
            await progress.WriteLineAsync(status == 0 ? $"{count} answers never came; sent again" : $"{count} answers {status}; sent again");

        var verdict = await Judge(memory, plan, platform, sender, sending, progress, cancellation);
        return Result.Of(Name, memory.Receipts.DistinctBy(receipt => receipt.Mark).Count(), verdict, sending.Answered / clock.Elapsed.TotalSeconds, sending.Delays)
            with { Unanswered = sending.Unanswered };
    }

    static async Task KillInTheMiddle(
        IPlatform platform, Sending sending, Task run, int count, TextWriter progress, CancellationToken cancellation)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (sending.Answered < count / 2 && !run.IsCompleted) await pace.WaitForNextTickAsync(cancellation);
        if (run.IsCompleted) throw new InvalidOperationException("The replay was over before the middle could be hit: give more contacts.");
        await progress.WriteLineAsync($"kill -9 after {sending.Answered} answers");
        var clock = Stopwatch.StartNew();
        await platform.KillAndRestart(cancellation);
        await progress.WriteLineAsync($"started again, serves after {clock.Elapsed.TotalSeconds:F1} s");
    }

    static async Task<Verdict> Judge(
        ReplayState memory, IReadOnlyList<Submission> plan, IPlatform platform, Sender sender, Sending sending, TextWriter progress,
        CancellationToken cancellation)
    {
        var files = memory.Receipts.Select(receipt => (receipt.Mark.Tenant, receipt.Citizen)).Distinct().ToList();
        var traffic = new HistoryTraffic(files, platform.Address.Port);
        await Generator.Run(new Servers(platform.Addresses), 8, [traffic], cancellation);
        await progress.WriteLineAsync($"{traffic.Read.Count} histories read back, {traffic.Unanswered} not there");
        var seen = 0;
        foreach (var (tenant, citizen) in files)
        {
            var other = Tenant.All.First(one => one.Id != tenant);
            if (await sender.Sees(other, citizen, cancellation)) seen++;
        }
        await progress.WriteLineAsync($"{files.Count} files asked for by another tenant, {seen} seen");
        var verdict = Checker.Check(memory.Run, plan.Count, memory.Receipts, traffic.Read, sending.Reads);
        return verdict with { Foreign = verdict.Foreign + seen };
    }
}
