using Platform.LoadTests.Checking;

namespace Platform.Tests.LoadTests;

/// <summary>Each bug that a platform could have is planted in a true account of a run, and must be counted under its own name alone.</summary>
public sealed class CheckerTests
{
    const string Run = "run1";
    const int Sent = 60;

    static readonly string[] Tenants = ["saint-aubin", "val-de-lys"];

    readonly List<Acknowledgement> receipts = [];
    readonly Dictionary<(string Tenant, Guid Citizen), List<Line>> files = [];
    readonly List<History> reads = [];

    public CheckerTests()
    {
        for (var number = 0; number < Sent; number++)
        {
            var tenant = Tenants[number % 2];
            var person = number % 12;
            var citizen = new Guid(person, 0, 0, new byte[8]);
            var lines = files.TryGetValue((tenant, citizen), out var known) ? known : files[(tenant, citizen)] = [];
            lines.Add(new(lines.Count + 1, new Mark(tenant, Run, number)));
            receipts.Add(new(new Mark(tenant, Run, number), person, citizen, lines.Count, number * 10, (number * 10) + 5));
        }
    }

    Acknowledgement Chosen => receipts[30];

    List<Line> File => files[(Chosen.Mark.Tenant, Chosen.Citizen)];

    [Fact] public void ATrueAccountHolds() => Assert.True(Judge().Held);

    [Fact] public void AnAcknowledgedContactThatIsGoneIsLost()
    {
        File.RemoveAt(File.Count - 1);
        Assert.Equal(new Verdict { Lost = 1 }, Judge());
    }

    [Fact] public void AWholeFileThatIsGoneIsLost()
    {
        files.Remove((Chosen.Mark.Tenant, Chosen.Citizen));
        Assert.Equal(new Verdict { Lost = 5 }, Judge());
    }

    [Fact] public void AContactAtAnotherPlaceThanItsReceiptSaysIsLost()
    {
        var (first, second) = (File[0], File[1]);
        (File[0], File[1]) = (first with { Mark = second.Mark }, second with { Mark = first.Mark });
        Assert.Equal(new Verdict { Lost = 2 }, Judge());
    }

    [Fact] public void ACommandWrittenTwiceIsDuplicated()
    {
        File.Add(new(File.Count + 1, File[0].Mark));
        Assert.Equal(new Verdict { Duplicated = 1 }, Judge());
    }

    [Fact] public void ARepeatThatGetsAnotherReceiptIsDuplicated()
    {
        File.Add(new(File.Count + 1, Chosen.Mark));
        receipts.Add(Chosen with { Version = File.Count, AnsweredAt = 10_000 });
        Assert.Equal(new Verdict { Duplicated = 2 }, Judge());
    }

    [Fact] public void ARepeatThatGetsTheSameReceiptHolds()
    {
        receipts.Add(receipts[0] with { SentAt = 9_000, AnsweredAt = 10_000 });
        Assert.True(Judge().Held);
    }

    [Fact] public void AMissingVersionIsAGap()
    {
        File.Add(new(File.Count + 2, null));
        Assert.Equal(new Verdict { Gaps = 1 }, Judge());
    }

    [Fact] public void AVersionThatComesTwiceIsAGap()
    {
        File.Add(new(File.Count, null));
        Assert.Equal(new Verdict { Gaps = 1 }, Judge());
    }

    [Fact] public void AnothersCanaryIsForeign()
    {
        File.Add(new(File.Count + 1, new Mark(Tenants[1], "an-older-run", 3)));
        Assert.Equal(new Verdict { Foreign = 1 }, Judge());
    }

    [Fact] public void AContactThatNobodySentIsForeign()
    {
        File.Add(new(File.Count + 1, new Mark(Tenants[0], Run, Sent)));
        Assert.Equal(new Verdict { Foreign = 1 }, Judge());
    }

    [Fact] public void AnOlderRunOfTheSameTenantIsNoMatter()
    {
        File.Add(new(File.Count + 1, new Mark(Tenants[0], "an-older-run", 3)));
        Assert.True(Judge().Held);
    }

    [Fact] public void WhatWasAnsweredBeforeAnotherWasSentKeepsItsOrder()
    {
        var (first, second) = (File[0], File[1]);
        (File[0], File[1]) = (first with { Mark = second.Mark }, second with { Mark = first.Mark });
        Swap(first.Mark!.Value, second.Mark!.Value);
        Assert.Equal(new Verdict { Reordered = 1 }, Judge());
    }

    [Fact] public void OnePersonWithTwoFilesIsSplit()
    {
        var citizen = Guid.NewGuid();
        var receipt = receipts.Last(one => one.Citizen == Chosen.Citizen);
        File.RemoveAt(File.Count - 1);
        files[(receipt.Mark.Tenant, citizen)] = [new(1, receipt.Mark)];
        receipts[receipts.IndexOf(receipt)] = receipt with { Citizen = citizen, Version = 1 };
        Assert.Equal(new Verdict { Split = 1 }, Judge());
    }

    [Fact] public void AReadThatMissesWhatWasAcknowledgedBeforeItIsStale()
    {
        reads.Add(new(Chosen.Mark.Tenant, Chosen.Citizen, Chosen.AnsweredAt + 1, [.. File.Take((int)Chosen.Version - 1)]));
        Assert.Equal(new Verdict { Stale = 1 }, Judge());
    }

    [Fact] public void AReadOfABeginningThatHoldsEverythingAcknowledgedBeforeItHolds()
    {
        reads.Add(new(Chosen.Mark.Tenant, Chosen.Citizen, Chosen.AnsweredAt + 1, [.. File.Take((int)Chosen.Version)]));
        Assert.True(Judge().Held);
    }

    [Fact] public void AReadThatIsNoBeginningOfTheHistoryIsStale()
    {
        reads.Add(new(Chosen.Mark.Tenant, Chosen.Citizen, 0, [new(1, File[1].Mark)]));
        Assert.Equal(new Verdict { Stale = 1 }, Judge());
    }

    Verdict Judge() => Checker.Check(
        Run, Sent, receipts, [.. files.Select(file => new History(file.Key.Tenant, file.Key.Citizen, long.MaxValue, file.Value))], reads);

    void Swap(Mark one, Mark other)
    {
        var (left, right) = (receipts.FindIndex(receipt => receipt.Mark == one), receipts.FindIndex(receipt => receipt.Mark == other));
        (receipts[left], receipts[right]) = (
            receipts[left] with { Version = receipts[right].Version }, receipts[right] with { Version = receipts[left].Version });
    }
}
