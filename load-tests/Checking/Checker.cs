namespace Platform.LoadTests.Checking;

/// <summary>Checks what clients were answered against the final histories: the invariants K1 to K6 of <c>faults.md</c>.</summary>
static class Checker
{
    /// <summary>Checks one run.</summary>
    /// <param name="run">The run; lines of other runs are checked for their tenant and their version only.</param>
    /// <param name="commandsSent">How many commands it sent: a canary with a higher number is nobody's.</param>
    /// <param name="receipts">Every receipt, including those of resent commands.</param>
    /// <param name="histories">The final history of every citizen that a receipt names, once each.</param>
    /// <param name="reads">Histories read while the run went on.</param>
    public static Verdict Check(
        string run, int commandsSent, IReadOnlyCollection<Acknowledgement> receipts, IReadOnlyCollection<History> histories, IReadOnlyCollection<History> reads)
    {
        var final = histories.ToDictionary(history => (history.Tenant, history.Citizen));
        var byFile = receipts.GroupBy(receipt => (receipt.Canary.Tenant, receipt.Citizen)).ToDictionary(file => file.Key, file => file.ToArray());
        return new(
            Lost: byFile.Sum(file => CountMissing(file.Value, final.GetValueOrDefault(file.Key)?.Lines ?? [])),
            Duplicated: WrittenTwice(run, histories) + TwoReceipts(receipts),
            Gaps: histories.Sum(CountGaps),
            Reordered: byFile.Values.Sum(CountReordered),
            Stale: reads.Count(read => IsStale(read, byFile.GetValueOrDefault((read.Tenant, read.Citizen)) ?? [], final)),
            Foreign: histories.Concat(reads).Sum(history => history.Lines.Count(line => IsForeign(line, history.Tenant, run, commandsSent))),
            Split: receipts.GroupBy(receipt => (receipt.Canary.Tenant, receipt.Person))
                .Sum(person => person.Select(receipt => receipt.Citizen).Distinct().Count() - 1));
    }

    static long CountMissing(IEnumerable<Acknowledgement> receipts, IReadOnlyList<HistoryLine> lines)
    {
        var written = lines.ToHashSet();
        return receipts.Select(receipt => new HistoryLine(receipt.Version, receipt.Canary)).Distinct().Count(line => !written.Contains(line));
    }

    static long WrittenTwice(string run, IEnumerable<History> histories)
    {
        var seen = new HashSet<Canary>();
        return histories.SelectMany(history => history.Lines).Count(line => line.Canary is { } canary && canary.Run == run && !seen.Add(canary));
    }

    static long TwoReceipts(IEnumerable<Acknowledgement> receipts) =>
        receipts.GroupBy(receipt => receipt.Canary).Sum(command => command.Select(one => (one.Citizen, one.Version)).Distinct().Count() - 1);

    static long CountGaps(History history)
    {
        var (gaps, last) = (0L, 0L);
        foreach (var line in history.Lines)
        {
            if (line.Version != last + 1) gaps++;
            last = line.Version;
        }
        return gaps;
    }

    // From the newest version down: a command sent after a newer version was answered is out of order. A resent command has the times
    // of its first attempt.
    static long CountReordered(Acknowledgement[] receipts)
    {
        var (reordered, answered) = (0L, long.MaxValue);
        var commands = receipts.GroupBy(receipt => receipt.Canary).Select(command => command.First() with
        {
            SentAt = command.Min(one => one.SentAt), AnsweredAt = command.Min(one => one.AnsweredAt),
        });
        foreach (var receipt in commands.OrderByDescending(receipt => receipt.Version))
        {
            if (receipt.SentAt > answered) reordered++;
            answered = Math.Min(answered, receipt.AnsweredAt);
        }
        return reordered;
    }

    static bool IsStale(History read, Acknowledgement[] receipts, Dictionary<(string, Guid), History> final)
    {
        var lines = final.GetValueOrDefault((read.Tenant, read.Citizen))?.Lines ?? [];
        return !lines.Take(read.Lines.Count).SequenceEqual(read.Lines)
            || CountMissing(receipts.Where(receipt => receipt.AnsweredAt < read.RequestedAt), read.Lines) > 0;
    }

    static bool IsForeign(HistoryLine line, string tenant, string run, int commandsSent) =>
        line.Canary is { } canary && (canary.Tenant != tenant || (canary.Run == run && canary.Number >= commandsSent));
}
