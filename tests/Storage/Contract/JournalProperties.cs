using FsCheck;
using FsCheck.Fluent;
using Platform.Grains.EventSourcing;
using static Platform.Tests.Storage.Contract.Appends;

namespace Platform.Tests.Storage.Contract;

/// <summary>Laws of the journal, for whatever keeps it.</summary>
static class JournalProperties
{
    /// <summary>One send: by whom, which command of theirs, and how wrong the sender is about the version.</summary>
    public sealed record Send(int Citizen, int Command, int Error);

    public static Gen<Send[]> Sends { get; } =
        from citizen in Gen.Choose(0, 2)
        from sends in (from who in Gen.Choose(0, 2) from command in Gen.Choose(0, 12) from error in Gen.Frequency((8, Gen.Constant(0)), (1, Gen.Constant(-1)), (1, Gen.Constant(1)))
                       select new Send(who, command, error)).ArrayOf(25)
        select sends;

    /// <summary>Everything is sent at once, through any of these journals; each sender retries like a grain until its command is known.</summary>
    public static async Task IsGaplessAndOnce(IReadOnlyList<IJournal> journals, Send[] sends)
    {
        var (town, citizens) = (Town(), Enumerable.Range(0, 3).Select(_ => Someone()).ToList());
        var committed = await Task.WhenAll(sends.Select((send, i) => Task.Run(() => Insist(
            journals[i % journals.Count], expected => Contact(town, citizens[send.Citizen], expected, $"command-{send.Command}") with
            {
                SealedFor = null, Facts = [Fact($"command-{send.Command}")],
            }))));
        var kept = new List<string>();
        foreach (var citizen in citizens)
        {
            var history = await journals[0].Read(citizen.Stream(town), 0, 1000);
            Assert.Equal(Enumerable.Range(1, history.Count).Select(i => (long)i), history.Select(one => one.Version));
            kept.AddRange(history.Select(one => one.Fact.Body.Text()));
        }
        Assert.Equal(sends.Select(send => $"command-{send.Command}").Distinct().Order(), kept.Order());
        Assert.Equal(kept.Count, committed.Count(one => one));
    }

    /// <summary>Loads, appends, and begins again on a conflict. True where this very call committed.</summary>
    static async Task<bool> Insist(IJournal journal, Func<long, Append> append)
    {
        while (true)
        {
            var version = (await journal.Load(append(0).Stream)).Version;
            switch (await journal.Append(append(version)))
            {
                case Appended.Committed: return true;
                case Appended.Repeated: return false;
            }
        }
    }
}
