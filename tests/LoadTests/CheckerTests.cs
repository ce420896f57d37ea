using Platform.Grains.EventSourcing;
using Platform.LoadTests.Checking;

namespace Platform.Tests.LoadTests;

/// <summary>Each violation is planted in the record of a correct run, and must be counted under its own name alone.</summary>
public sealed class CheckerTests
{
    const string Run = "run1";
    const int Sent = 60;

    static readonly string[] Tenants = ["saint-aubin", "val-de-lys"];

    readonly List<Acknowledgement> receipts = [];
    readonly Dictionary<(string Tenant, Guid Citizen), List<HistoryLine>> files = [];
    readonly List<History> reads = [];

    public CheckerTests()
    {
        for (var number = 0; number < Sent; number++)
        {
            var tenant = Tenants[number % 2];
            var person = number % 12;
            var citizen = new Guid(person, 0, 0, new byte[8]);
            var lines = files.TryGetValue((tenant, citizen), out var known) ? known : files[(tenant, citizen)] = [];
            lines.Add(new(lines.Count + 1, new Canary(tenant, Run, number)));
            receipts.Add(new(new Canary(tenant, Run, number), person, citizen, lines.Count, number * 10, (number * 10) + 5));
        }
    }

    Acknowledgement Chosen => receipts[30];

    List<HistoryLine> File => files[(Chosen.Canary.Tenant, Chosen.Citizen)];

    [Fact] public void ACorrectRunHolds() => Assert.True(Verify().Held);

    [Fact] public void AnAcknowledgedContactThatIsMissingIsLost()
    {
        File.RemoveAt(File.Count - 1);
        Assert.Equal(new Verdict { Lost = 1 }, Verify());
    }

    [Fact] public void AWholeHistoryThatIsMissingIsLost()
    {
        files.Remove((Chosen.Canary.Tenant, Chosen.Citizen));
        Assert.Equal(new Verdict { Lost = 5 }, Verify());
    }

    [Fact] public void AContactAtAnotherVersionThanItsReceiptIsLost()
    {
        var (first, second) = (File[0], File[1]);
        (File[0], File[1]) = (first with { Canary = second.Canary }, second with { Canary = first.Canary });
        Assert.Equal(new Verdict { Lost = 2 }, Verify());
    }

    [Fact] public void ACommandWrittenTwiceIsDuplicated()
    {
        File.Add(new(File.Count + 1, File[0].Canary));
        Assert.Equal(new Verdict { Duplicated = 1 }, Verify());
    }

    [Fact] public void AResentCommandWithAnotherReceiptIsDuplicated()
    {
        File.Add(new(File.Count + 1, Chosen.Canary));
        receipts.Add(Chosen with { Version = File.Count, AnsweredAt = 10_000 });
        Assert.Equal(new Verdict { Duplicated = 2 }, Verify());
    }

    [Fact] public void AResentCommandWithTheSameReceiptHolds()
    {
        receipts.Add(receipts[0] with { SentAt = 9_000, AnsweredAt = 10_000 });
        Assert.True(Verify().Held);
    }

    [Fact] public void AMissingVersionIsAGap()
    {
        File.Add(new(File.Count + 2, null));
        Assert.Equal(new Verdict { Gaps = 1 }, Verify());
    }

    [Fact] public void AVersionThatComesTwiceIsAGap()
    {
        File.Add(new(File.Count, null));
        Assert.Equal(new Verdict { Gaps = 1 }, Verify());
    }

    [Fact] public void AnotherTenantsCanaryIsForeign()
    {
        File.Add(new(File.Count + 1, new Canary(Tenants[1], "an-older-run", 3)));
        Assert.Equal(new Verdict { Foreign = 1 }, Verify());
    }

    [Fact] public void AContactThatNobodySentIsForeign()
    {
        File.Add(new(File.Count + 1, new Canary(Tenants[0], Run, Sent)));
        Assert.Equal(new Verdict { Foreign = 1 }, Verify());
    }

    [Fact] public void AnOlderRunOfTheSameTenantIsNotForeign()
    {
        File.Add(new(File.Count + 1, new Canary(Tenants[0], "an-older-run", 3)));
        Assert.True(Verify().Held);
    }

    [Fact] public void ACommandSentAfterAnAnswerIsNotRecordedBeforeIt()
    {
        var (first, second) = (File[0], File[1]);
        (File[0], File[1]) = (first with { Canary = second.Canary }, second with { Canary = first.Canary });
        Swap(first.Canary!.Value, second.Canary!.Value);
        Assert.Equal(new Verdict { Reordered = 1 }, Verify());
    }

    [Fact] public void OnePersonWithTwoFilesIsSplit()
    {
        var citizen = Guid.NewGuid();
        var receipt = receipts.Last(one => one.Citizen == Chosen.Citizen);
        File.RemoveAt(File.Count - 1);
        files[(receipt.Canary.Tenant, citizen)] = [new(1, receipt.Canary)];
        receipts[receipts.IndexOf(receipt)] = receipt with { Citizen = citizen, Version = 1 };
        Assert.Equal(new Verdict { Split = 1 }, Verify());
    }

    [Fact] public void AReadThatMissesWhatWasAcknowledgedBeforeItIsStale()
    {
        reads.Add(new(Chosen.Canary.Tenant, Chosen.Citizen, Chosen.AnsweredAt + 1, [.. File.Take((int)Chosen.Version - 1)]));
        Assert.Equal(new Verdict { Stale = 1 }, Verify());
    }

    [Fact] public void APrefixWithEverythingAcknowledgedBeforeItHolds()
    {
        reads.Add(new(Chosen.Canary.Tenant, Chosen.Citizen, Chosen.AnsweredAt + 1, [.. File.Take((int)Chosen.Version)]));
        Assert.True(Verify().Held);
    }

    [Fact] public void AReadThatIsNoPrefixOfTheHistoryIsStale()
    {
        reads.Add(new(Chosen.Canary.Tenant, Chosen.Citizen, 0, [new(1, File[1].Canary)]));
        Assert.Equal(new Verdict { Stale = 1 }, Verify());
    }

    Verdict Verify() => Checker.Check(
        Run, Sent, receipts, [.. files.Select(file => new History(file.Key.Tenant, file.Key.Citizen, long.MaxValue, file.Value))], reads);

    void Swap(Canary one, Canary other)
    {
        var (left, right) = (receipts.FindIndex(receipt => receipt.Canary == one), receipts.FindIndex(receipt => receipt.Canary == other));
        (receipts[left], receipts[right]) = (
            receipts[left] with { Version = receipts[right].Version }, receipts[right] with { Version = receipts[left].Version });
    }
}
