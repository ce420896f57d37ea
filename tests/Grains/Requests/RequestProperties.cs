using FsCheck;
using FsCheck.Fluent;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Requests;

namespace Platform.Tests.Grains.Requests;

/// <summary>Laws of a request, whatever is asked in whatever order.</summary>
public class RequestProperties
{
    static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    static readonly Actor[] Agents = [new("agent:camille", "Camille Roy", "accueil"), new("agent:lea", "Léa Petit", "voirie")];
    static readonly RequestId Id = RequestId.New(Start.AddMinutes(5));
    static readonly RequestId Older = RequestId.New(Start);

    static readonly Gen<Command> Commands =
        from who in Gen.Elements(Agents)
        from other in Gen.Elements(Agents)
        from service in Gen.Elements("voirie", "etat-civil", "aide-sociale")
        from text in Gen.Elements<string?>(null, " ", "\u200b", "Réparé.")
        from seen in Gen.Elements<long?>(null, 1, 3)
        from closes in Gen.Elements(true, false)
        from command in Gen.Elements<Command>(
            new AssignRequest("a", who, other, seen), new NoteRequest("n", who, "Note"),
            new AnswerRequest("r", who, text ?? "", Channel.Phone, closes, seen), new CloseRequest("c", who, text, seen),
            new ReopenRequest("o", who, "De nouveau."), new TransferRequest("t", who, ServiceId.Parse(service), "s-" + service, text, seen),
            new PrioritiseRequest("p", who, closes ? Priority.Urgent : Priority.Normal), new AskColleague("q", who, other, "Qu'en dis-tu ?"),
            new LinkRequest("l", who, new(Older, "26-ABCDEFG")), new MergeRequest("m", who, Older))
        select command;

    [Fact]
    public void TheNumberStaysAndTheWallFollowsTheService() => Check(static steps => Assert.All(steps, static step =>
        Assert.Equal(("26-K7PMQ3X", step.After.Service.Value == "accueil" ? "population" : "s-" + step.After.Service.Value), (step.After.Number, step.After.Sector))));

    [Fact]
    public void WhatIsClosedWithoutAReasonWasAnsweredSinceItWasLastOwed() => Check(static steps =>
    {
        var answered = false;
        foreach (var step in steps)
        {
            if (step.Fact is RequestClosed { Reason: null })
                Assert.True(answered);
            answered = step.Fact switch { RequestAnswered => true, RequestReopened or RequestTransferred => false, _ => answered };
        }
    });

    [Fact]
    public void ClosedAndOwedNeverGoTogether() => Check(static steps => Assert.All(steps, static step =>
    {
        Assert.Equal(step.After.Status is RequestStatus.Closed, step.After.ClosedAt is not null);
        Assert.True(step.After.Status is not RequestStatus.Closed || step.After is { AnswerBy: null, DueAt: null, Late: false, Asked: null });
        Assert.True(step.After.MergedInto is null || step.After.Status is RequestStatus.Closed);
    }));

    [Fact]
    public void EveryAnswerIsKeptInOrder() => Check(static steps => Assert.Equal(
        steps.Select(static step => step.Fact).OfType<RequestAnswered>().Select(static answered => (answered.Text, answered.At)),
        (steps.Count == 0 ? [] : steps[^1].After.View(Id).Answers).Select(static answer => (answer.Text, answer.At))));

    [Fact]
    public void ASnapshotAnywhereChangesNothing() => Check(static steps =>
    {
        for (var cut = 0; cut < steps.Count; cut += 3)
        {
            var again = JournalJson.Read<RequestState>(JournalJson.Write(steps[cut].After)).At(steps[cut].After.Version);
            foreach (var step in steps.Skip(cut + 1))
                again = again.After(step.Fact);
            Assert.Equal(Text(steps[^1].After), Text(again));
        }
    });

    static string Text(RequestState request) => System.Text.Encoding.UTF8.GetString(JournalJson.Write(request).Span);

    static void Check(Action<IReadOnlyList<(RequestEvent Fact, RequestState After)>> law) =>
        Prop.ForAll(Commands.ArrayOf().ToArbitrary(), commands => law(Decide(commands))).QuickCheckThrowOnFailure();

    static List<(RequestEvent Fact, RequestState After)> Decide(Command[] commands)
    {
        var citizen = CitizenId.New(Start);
        var request = RequestState.Empty.After<RequestState, RequestEvent>(new RequestOpened(
            Start, Agents[0], citizen, 1, "26-K7PMQ3X", ServiceId.Parse("accueil"), "population", Priority.Normal, Channel.Web, "fr", null, new("Lampadaire", "")));
        var survivor = request.View(Older);
        var steps = new List<(RequestEvent, RequestState)>();
        var now = Start;
        foreach (var command in commands)
        {
            now = now.AddHours(9);
            var decision = command switch
            {
                AssignRequest assign => request.Assign(assign, now),
                NoteRequest note => request.Note(note, now),
                AnswerRequest answer => request.Answer(answer, now),
                CloseRequest close => request.Close(close, now),
                ReopenRequest reopen => request.Reopen(reopen, now),
                TransferRequest transfer => request.Transfer(transfer, now),
                PrioritiseRequest prioritise => request.Prioritise(prioritise, now),
                AskColleague ask => request.Ask(ask, now),
                LinkRequest link => request.Link(Id, link, now),
                MergeRequest merge => request.Merge(Id, merge, survivor, now),
                _ => throw new InvalidOperationException(command.ToString()),
            };
            foreach (var fact in request.Expire(now).Events.Concat(decision.Refusal is null ? decision.Events : []))
                steps.Add((fact, request = request.After(fact)));
        }
        return steps;
    }
}
