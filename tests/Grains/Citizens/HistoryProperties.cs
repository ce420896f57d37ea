using FsCheck;
using FsCheck.Fluent;
using Platform.Grains.Citizens;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Requests;

namespace Platform.Tests.Grains.Citizens;

/// <summary>Laws of a history, whatever is asked in whatever order.</summary>
public class HistoryProperties
{
    static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    static readonly Actor[] Actors = [new("agent:camille", "Camille Roy", "Accueil"), new("visitor"), new("key:demo")];
    static readonly string?[] Mails = [null, "ada@exemple.fr", "Ada@Exemple.fr", "bob@exemple.fr", "nobody"];
    static readonly string?[] Phones = [null, "06 12 34 56 78", "+33612345678", "+352 621 123 456"];
    static readonly RequestId[] Requests = [RequestId.New(Start), RequestId.New(Start.AddSeconds(1))];
    static readonly CitizenId[] Others = [CitizenId.New(Start), CitizenId.New(Start.AddSeconds(1))];

    static readonly Gen<Command> Commands =
        from who in Gen.Elements(Actors)
        from mail in Gen.Elements(Mails)
        from phone in Gen.Elements(Phones)
        from name in Gen.Elements("Ada Martin", "A. Martin", null)
        from version in Gen.Choose(1, 4)
        from which in Gen.Elements(0, 1)
        from command in Gen.Frequency<Command>(
            (6, Gen.Constant<Command>(new RecordContact("c", who, new(Channel.Web, "Sujet", "", "fr"), new(name, mail, phone), false, true))),
            (2, Gen.Constant<Command>(new AddNote("n", who, "Note"))),
            (2, Gen.Constant<Command>(new CorrectIdentity("i", who, new(name, mail, phone)))),
            (1, Gen.Constant<Command>(new SetConsent("s", who, "reminders", which == 0))),
            (1, Gen.Constant<Command>(new VerifyContactPoint("v", who, ContactPointKind.Email, mail ?? ""))),
            (1, Gen.Constant<Command>(new AbsorbDuplicate(
                "a", who, Others[which], 3, new(name, mail, phone), [new(ContactPointKind.Phone, "+352621123456", which == 0)]))),
            (2, Gen.Constant<Command>(new FollowRequest(
                "f", who, new(Requests[which], version, "26-K7PMQ3X", ServiceId.Parse("voirie"), "request-noted", RequestStatus.Open, Start)))))
        select command;

    [Fact]
    public void TheFileIsWhatItsFactsAddUpTo() => Check(static commands =>
    {
        var (file, facts) = Decide(commands);
        var again = Read(CitizenState.Empty, facts);
        Assert.Equal(Text(file), Text(again));
    });

    [Fact]
    public void ASnapshotAnywhereChangesNothing() => Check(static commands =>
    {
        var (file, facts) = Decide(commands);
        for (var cut = 0; cut <= facts.Count; cut += 3)
        {
            var snapshot = JournalJson.Read<CitizenState>(JournalJson.Write(Read(CitizenState.Empty, facts.Take(cut)))).At(cut);
            Assert.Equal(Text(file), Text(Read(snapshot, facts.Skip(cut))));
        }
    });

    [Fact]
    public void VersionsAreGaplessFromOne() => Check(static commands =>
    {
        var (file, facts) = Decide(commands);
        Assert.Equal(Enumerable.Range(1, facts.Count).Select(static version => (long)version), facts.Select(static fact => fact.Version));
        Assert.Equal(facts.Count, file.Version);
        Assert.True(facts.Count == 0 || facts[0].Fact.Type == "contact-recorded");
    });

    [Fact]
    public void StepsOfARequestAreInOrderOnceEach() => Check(static commands =>
    {
        var steps = Decide(commands).Facts.Select(static fact => JournalJson.Read(fact.Fact)).OfType<RequestFollowed>();
        foreach (var request in steps.GroupBy(static followed => followed.Step.Request))
            Assert.Equal(request.Select(static followed => followed.Step.Version).Order().Distinct(), request.Select(static followed => followed.Step.Version));
    });

    [Fact]
    public void ADecisionIsTheSameTwice() => Check(static commands =>
        Assert.Equal(Decide(commands).Facts.Select(static fact => Text(fact.Fact)), Decide(commands).Facts.Select(static fact => Text(fact.Fact))));

    [Fact]
    public void NoContactPointStandsTwiceNorLosesItsProof() => Check(static commands =>
    {
        var state = CitizenState.Empty;
        foreach (var recorded in Decide(commands).Facts)
        {
            var next = state.After<CitizenState, CitizenEvent>(recorded).State;
            Assert.Equal(next.ContactPoints.DistinctBy(static point => (point.Kind, point.Value)).Count(), next.ContactPoints.Count);
            Assert.All(state.ContactPoints.Where(static point => point.Verified), proven =>
                Assert.DoesNotContain(proven with { Verified = false }, next.ContactPoints));
            state = next;
        }
    });

    static void Check(Action<Command[]> law) => Prop.ForAll(Commands.ArrayOf().ToArbitrary(), law).QuickCheckThrowOnFailure();

    static (CitizenState File, List<Recorded> Facts) Decide(Command[] commands)
    {
        var file = CitizenState.Empty;
        var facts = new List<Recorded>();
        var now = Start;
        foreach (var command in commands)
        {
            now = now.AddMinutes(1);
            var decision = command switch
            {
                RecordContact record => file.Record(record, now),
                AddNote note => file.Note(note, now),
                CorrectIdentity correct => file.Correct(correct, now),
                SetConsent consent => file.Consent(consent, now),
                VerifyContactPoint verify => file.Verify(verify, now),
                AbsorbDuplicate absorb => file.Absorb(absorb, now),
                FollowRequest follow => file.Follow(follow, now),
                _ => throw new InvalidOperationException(command.ToString()),
            };
            Assert.True(decision.Refusal is null || decision.Events.Count == 0);
            foreach (var fact in decision.Events)
            {
                file = file.After(fact);
                facts.Add(new(file.Version, JournalJson.Write(fact, now)));
            }
        }
        return (file, facts);
    }

    static CitizenState Read(CitizenState from, IEnumerable<Recorded> facts) =>
        facts.Aggregate(from, static (state, recorded) => state.After<CitizenState, CitizenEvent>(recorded).State);

    static string Text(CitizenState file) => System.Text.Encoding.UTF8.GetString(JournalJson.Write(file).Span);

    static string Text(Fact fact) =>
        fact.Type + System.Text.Encoding.UTF8.GetString(fact.Body.Span) + System.Text.Encoding.UTF8.GetString((fact.Personal ?? default).Span);
}
