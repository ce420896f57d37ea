namespace Platform.LoadTests.Checking;

/// <summary>Holds what the clients were told against what the platform remembers.</summary>
static class Checker
{
    /// <summary>Judges one run.</summary>
    /// <param name="run">The run; lines of other runs are looked at for their tenant and their place only.</param>
    /// <param name="sent">How many commands it sent: a higher number in a mark is nobody's.</param>
    /// <param name="receipts">Every receipt, those of repeats too.</param>
    /// <param name="histories">The final histories: of every citizen that a receipt names, each once.</param>
    /// <param name="reads">What was read while the run went on.</param>
    public static Verdict Check(
        string run, int sent, IReadOnlyCollection<Acknowledgement> receipts, IReadOnlyCollection<History> histories, IReadOnlyCollection<History> reads)
    {
        var final = histories.ToDictionary(history => (history.Tenant, history.Citizen));
        var byFile = receipts.GroupBy(receipt => (receipt.Mark.Tenant, receipt.Citizen)).ToDictionary(file => file.Key, file => file.ToArray());
        return new(
            Lost: byFile.Sum(file => Missing(file.Value, final.GetValueOrDefault(file.Key)?.Lines ?? [])),
            Duplicated: TwiceWritten(run, histories) + TwoReceipts(receipts),
            Gaps: histories.Sum(Gaps),
            Reordered: byFile.Values.Sum(Reordered),
            Stale: reads.Count(read => Stale(read, byFile.GetValueOrDefault((read.Tenant, read.Citizen)) ?? [], final)),
            Foreign: histories.Concat(reads).Sum(history => history.Lines.Count(line => Foreign(line, history.Tenant, run, sent))),
            Split: receipts.GroupBy(receipt => (receipt.Mark.Tenant, receipt.Person))
                .Sum(person => person.Select(receipt => receipt.Citizen).Distinct().Count() - 1));
    }

    static long Missing(IEnumerable<Acknowledgement> receipts, IReadOnlyList<Line> lines)
    {
        var written = lines.ToHashSet();
        return receipts.Select(receipt => new Line(receipt.Version, receipt.Mark)).Distinct().Count(line => !written.Contains(line));
    }

    static long TwiceWritten(string run, IEnumerable<History> histories)
    {
        var once = new HashSet<Mark>();
        return histories.SelectMany(history => history.Lines).Count(line => line.Mark is { } mark && mark.Run == run && !once.Add(mark));
    }

    static long TwoReceipts(IEnumerable<Acknowledgement> receipts) =>
        receipts.GroupBy(receipt => receipt.Mark).Sum(command => command.Select(one => (one.Citizen, one.Version)).Distinct().Count() - 1);

    static long Gaps(History history)
    {
        var (gaps, last) = (0L, 0L);
        foreach (var line in history.Lines)
        {
            if (line.Version != last + 1) gaps++;
            last = line.Version;
        }
        return gaps;
    }

    // From the newest down: whoever was sent after something newer was already answered stands too low. A repeat has its place from
    // the first sending.
    static long Reordered(Acknowledgement[] receipts)
    {
        var (reordered, answered) = (0L, long.MaxValue);
        var commands = receipts.GroupBy(receipt => receipt.Mark).Select(command => command.First() with
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

    static bool Stale(History read, Acknowledgement[] receipts, Dictionary<(string, Guid), History> final)
    {
        var lines = final.GetValueOrDefault((read.Tenant, read.Citizen))?.Lines ?? [];
        return !lines.Take(read.Lines.Count).SequenceEqual(read.Lines)
            || Missing(receipts.Where(receipt => receipt.AnsweredAt < read.AskedAt), read.Lines) > 0;
    }

    static bool Foreign(Line line, string tenant, string run, int sent) =>
        line.Mark is { } mark && (mark.Tenant != tenant || (mark.Run == run && mark.Number >= sent));
}
