using FsCheck;
using FsCheck.Fluent;
using Platform.Grains.EventSourcing;
using static Platform.Tests.Storage.Contract.Appends;

namespace Platform.Tests.Storage.Contract;

public abstract partial class JournalContract
{
    [Fact]
    public void AnyOrderAndRepetitionIsWhatASimpleListWouldSay() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(30), Prop.ForAll(JournalProperties.Sends.ToArbitrary(), sends =>
    {
        FollowsTheModel(sends).GetAwaiter().GetResult();
        return true;
    }));

    async Task FollowsTheModel(JournalProperties.Send[] sends)
    {
        var (town, citizens) = (Town(), Enumerable.Range(0, 3).Select(_ => Someone()).ToList());
        var histories = citizens.Select(_ => new List<string>()).ToList();
        var known = new HashSet<string>();
        foreach (var send in sends)
        {
            var history = histories[send.Citizen];
            var (command, expected) = ($"command-{send.Command}", Math.Max(0, history.Count + send.Error));
            var append = Contact(town, citizens[send.Citizen], expected, command) with { SealedFor = null, Facts = [Fact(command)] };
            switch (await Journal.Append(append))
            {
                case Appended.Repeated repeated:
                    Assert.Contains(command, known);
                    Assert.Equal($"receipt of {command}", repeated.Saved.Answer.Text());
                    break;
                case Appended.Conflict:
                    Assert.DoesNotContain(command, known);
                    Assert.NotEqual(history.Count, expected);
                    break;
                case Appended.Committed committed:
                    Assert.True(known.Add(command));
                    history.Add(command);
                    Assert.Equal(history.Count, committed.Version);
                    break;
            }
        }
        for (var i = 0; i < citizens.Count; i++)
            Assert.Equal(histories[i], (await Journal.Read(citizens[i].Stream(town), 0, 1000)).Select(one => one.Fact.Body.Text()));
    }

    [Fact]
    public void AnyInterleavingAndDuplicationIsGaplessAndOnce() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(20), Prop.ForAll(JournalProperties.Sends.ToArbitrary(), sends =>
    {
        JournalProperties.IsGaplessAndOnce([Journal], sends).GetAwaiter().GetResult();
        return true;
    }));
}
