using System.Diagnostics;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load.Histories;
using Platform.LoadTests.Load.Http;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Journeys.Replay;

/// <summary>Real service requests through the gateway, and every history read back.</summary>
sealed class ReplayJourney : IJourney
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(120);
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public string Name => "replay";

    public string About => """
        Sends real service requests in the name of synthetic people through the gateway, a few of them twice; retries unknown outcomes
        with the same key; then reads every history back: nothing lost (K1), nothing twice (K2), no gap (K3), in order (K4),
        no stale read (K5), nothing of another tenant's (K6), and each person in one file.
        """;

    public IReadOnlyList<Option> Options { get; } =
    [
        new("--input", "FILE", OpenDataFile.DefaultPath, "the real requests, as CSV of a 311 line"),
        new("--seed", "NUMBER", "2612", "of everything synthetic: the same seed gives the same plan"),
        new("--count", "NUMBER", "1000", "at most so many of the requests"),
        new("--concurrency", "NUMBER", "32", "contacts in flight at once"),
        new("--state", "FILE", null, "keep every receipt in this file, and resume from it if it exists"),
        new("--kill", null, null, "kill -9 every server process in the middle, start them again on the same data, go on"),
        new("--standalone", null, null, "Standalone on SQLite instead of silo, gateway and PostgreSQL"),
        new("--target", "URL", null, "a platform that runs already, seeded as the demonstration"),
    ];

    public async Task<JourneyResult> Run(OptionValues values, TextWriter progress, CancellationToken cancellation)
    {
        var (input, seed, concurrency) = (values.Text("--input")!, values.Number("--seed", 0, int.MaxValue), values.Number("--concurrency", 1, 1000));
        var (target, most) = (values.Address("--target"), values.Number("--count", 1, 1_000_000));
        var requests = OpenDataRequest.Read(input).Take(most).ToList();
        using var state = ReplayState.Open(values.Text("--state"), $"{Path.GetFileName(input)}, {requests.Count} requests, seed {seed}");
        var plan = ReplayPlan.Create(requests, [.. DemoTenant.All.Select(tenant => tenant.Id)], state.Run, seed);
        await using var platform = await PlatformFactory.Start(target, values.Has("--standalone"), progress, cancellation);
        if (values.Has("--kill") && target is not null) await platform.KillAndRestart(cancellation);
        using var client = new ContactClient(platform.Address, Timeout);
        var sender = new ReplaySender(client, state);
        var answered = state.Receipts.Select(receipt => receipt.Canary).ToHashSet();
        var left = plan.Where(contact => !answered.Contains(contact.Canary)).ToList();
        await progress.WriteLineAsync($"{plan.Count} contacts, {answered.Count} of them answered before; through {platform.Address}");

        var watch = Stopwatch.StartNew();
        var run = sender.Run(left, concurrency, cancellation);
        if (values.Has("--kill")) await KillInTheMiddle(platform, sender, run, left.Count, progress, cancellation);
        while (!run.IsCompleted)
        {
            await Task.WhenAny(run, Task.Delay(Interval, cancellation));
            await progress.WriteLineAsync($"{sender.Answered} of {left.Count} answered, {watch.Elapsed.TotalSeconds:F0} s");
        }
        await run;
        watch.Stop();
        foreach (var (status, count) in client.FailuresByStatus)
            await progress.WriteLineAsync(status == 0 ? $"{count} answers never came; sent again" : $"{count} answers {status}; sent again");

        var verdict = await Verify(state, plan, platform, client, sender, progress, cancellation);
        return JourneyResult.Create(Name, state.Receipts.DistinctBy(receipt => receipt.Canary).Count(), verdict, sender.Answered / watch.Elapsed.TotalSeconds, sender.Latencies)
            with { Unanswered = sender.Unanswered };
    }

    static async Task KillInTheMiddle(
        IPlatform platform, ReplaySender sender, Task run, int count, TextWriter progress, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (sender.Answered < count / 2 && !run.IsCompleted) await timer.WaitForNextTickAsync(cancellation);
        if (run.IsCompleted) throw new InvalidOperationException("The replay was over before the middle could be hit: give more contacts.");
        await progress.WriteLineAsync($"kill -9 after {sender.Answered} answers");
        var watch = Stopwatch.StartNew();
        await platform.KillAndRestart(cancellation);
        await progress.WriteLineAsync($"started again, serves after {watch.Elapsed.TotalSeconds:F1} s");
    }

    static async Task<Verdict> Verify(
        ReplayState state, IReadOnlyList<PlannedContact> plan, IPlatform platform, ContactClient client, ReplaySender sender, TextWriter progress,
        CancellationToken cancellation)
    {
        var files = state.Receipts.Select(receipt => (receipt.Canary.Tenant, receipt.Citizen)).Distinct().ToList();
        var traffic = new HistoryTraffic(files, platform.Address.Port);
        await LoadGenerator.Run(new RoundRobinServers(platform.Addresses), 8, [traffic], cancellation);
        await progress.WriteLineAsync($"{traffic.Histories.Count} histories read back, {traffic.Unanswered} not there");
        var seen = 0;
        foreach (var (tenant, citizen) in files)
        {
            var other = DemoTenant.All.First(one => one.Id != tenant);
            if (await client.CanRead(other, citizen, cancellation)) seen++;
        }
        await progress.WriteLineAsync($"{files.Count} files asked for by another tenant, {seen} seen");
        var verdict = Checker.Check(state.Run, plan.Count, state.Receipts, traffic.Histories, sender.Reads);
        return verdict with { Foreign = verdict.Foreign + seen };
    }
}
