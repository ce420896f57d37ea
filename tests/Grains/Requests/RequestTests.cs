using Platform.Grains.Citizens;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Requests;
using Platform.Tests.Grains.Citizens;

namespace Platform.Tests.Grains.Requests;

/// <summary>A request from the contact that opened it to its answer.</summary>
public class RequestTests
{
    static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    static readonly Actor Camille = new("agent:camille", "Camille Roy", "Accueil");
    static readonly CitizenId Ada = CitizenId.New(Monday);
    static readonly CitizenView AdasFile = CitizenTests.Opened(new("Ada Martin", null, null)).View(Ada);

    static readonly OpenRequest Lamp = new(
        "o", Camille, Ada, 1, ServiceId.Parse("voirie"), "technique", Priority.High, Channel.Phone, "fr", "Lampadaire en panne", "Rue des Lilas.");

    [Fact]
    public void ItIsOpenAndNobodysYet()
    {
        var request = Opened();
        Assert.Equal((1, RequestStatus.Open, "26-K7PMQ3X"), (request.Version, request.Status, request.Number));
        Assert.Null(request.Assignee);
        Assert.Equal("request-opened", request.Step(RequestId.New(Monday)).Type);
    }

    [Fact]
    public void ItIsOpenedFromAContactOfAFileThatIsThere()
    {
        Assert.IsType<NoSuchCitizen>(Open(Lamp, null).Refusal);
        Assert.IsType<FileMerged>(Open(Lamp, AdasFile with { MergedInto = Ada }).Refusal);
        Assert.Equal("contact", Assert.IsType<NotAcceptable>(Open(Lamp with { Contact = 2 }, AdasFile).Refusal).Member);
        Assert.Equal("subject", Assert.IsType<NotAcceptable>(Open(Lamp with { Subject = " " }, AdasFile).Refusal).Member);
    }

    [Fact]
    public void FromOpenToClosed()
    {
        var request = Opened();
        request = After(request, request.Assign(new("a", Camille, Camille), Monday));
        Assert.Equal((RequestStatus.Assigned, Camille), (request.Status, request.Assignee));
        request = After(request, request.Answer(new("r", Camille, "Réparé.", Channel.Phone, Close: false), Monday));
        Assert.Equal((RequestStatus.Answered, "Camille Roy", "Accueil"), (request.Status, request.Answer!.By.Name, request.Answer.By.Service));
        request = After(request, request.Close(new("c", Camille, null), Monday.AddDays(1)));
        Assert.Equal((RequestStatus.Closed, Monday.AddDays(1)), (request.Status, request.ClosedAt));
        request = After(request, request.Reopen(new("o2", Camille, "De nouveau en panne."), Monday.AddDays(2)));
        Assert.Equal((RequestStatus.Assigned, 5), (request.Status, request.Lines.Count));
        Assert.Null(request.ClosedAt);
    }

    [Fact]
    public void AnAnswerMayCloseAtOnce()
    {
        var decision = Opened().Answer(new("r", Camille, "Réparé.", Channel.Phone, Close: true), Monday);
        Assert.Collection(decision.Events, static fact => Assert.IsType<RequestAnswered>(fact), static fact => Assert.IsType<RequestClosed>(fact));
    }

    [Fact]
    public void EveryRequestGetsAnAnswerOrAReason()
    {
        Assert.IsType<AnswerFirst>(Opened().Close(new("c", Camille, " "), Monday).Refusal);
        Assert.Null(Opened().Close(new("c", Camille, "Doublon."), Monday).Refusal);
    }

    [Fact]
    public void AnAnswerCarriesTheAgentsNameAndService() =>
        Assert.IsType<NotAcceptable>(Opened().Answer(new("r", new("agent:x"), "Réparé.", Channel.Phone, false), Monday).Refusal);

    [Fact]
    public void WhatIsClosedIsReopenedBeforeAnythingElse()
    {
        var request = Opened();
        Assert.IsType<NotClosed>(request.Reopen(new("o", Camille, "?"), Monday).Refusal);
        request = After(request, request.Close(new("c", Camille, "Doublon."), Monday));
        Assert.Equal(Monday, Assert.IsType<AlreadyClosed>(request.Close(new("c2", Camille, "Doublon."), Monday).Refusal).At);
        Assert.IsType<AlreadyClosed>(request.Assign(new("a", Camille, Camille), Monday).Refusal);
        Assert.IsType<AlreadyClosed>(request.Answer(new("r", Camille, "?", Channel.Phone, false), Monday).Refusal);
        Assert.Null(request.Note(new("n", Camille, "Pour mémoire."), Monday).Refusal);
    }

    [Fact]
    public void ACitizenIsAnsweredWithinThreeDays()
    {
        var request = Opened();
        Assert.Equal(Monday.AddDays(3), request.AnswerBy);
        Assert.Empty(request.Expire(Monday.AddDays(3).AddTicks(-1)).Events);
        request = After(request, request.Expire(Monday.AddDays(3)));
        Assert.Equal((true, RequestStatus.Open, null), (request.Late, request.Status, request.AnswerBy));
        Assert.Equal(("request-late", Actor.Platform), (request.Step(RequestId.New(Monday)).Type, request.Lines[^1].By));
        Assert.True(request.View(RequestId.New(Monday)).Late);
    }

    [Fact]
    public void LatenessIsSaidOnceAndEndsWithTheAnswer()
    {
        var request = After(Opened(), Opened().Expire(Monday.AddDays(3)));
        Assert.Empty(request.Expire(Monday.AddDays(9)).Events);
        request = After(request, request.Answer(new("r", Camille, "Réparé.", Channel.Phone, Close: false), Monday.AddDays(4)));
        Assert.False(request.Late);
        Assert.Empty(request.Expire(Monday.AddDays(9)).Events);
    }

    [Fact]
    public void WhatWasAnsweredOrClosedInTimeIsNeverLate()
    {
        var answered = After(Opened(), Opened().Answer(new("r", Camille, "Réparé.", Channel.Phone, Close: false), Monday));
        var closed = After(Opened(), Opened().Close(new("c", Camille, "Doublon."), Monday));
        Assert.All([RequestState.Empty, answered, closed], static request => Assert.Empty(request.Expire(Monday.AddDays(9)).Events));
    }

    [Fact]
    public void WhatIsReopenedIsOwedAnAnswerAnew()
    {
        var request = After(Opened(), Opened().Answer(new("r", Camille, "Réparé.", Channel.Phone, Close: true), Monday));
        request = After(request, request.Reopen(new("o", Camille, "De nouveau en panne."), Monday.AddDays(2)));
        Assert.Empty(request.Expire(Monday.AddDays(4)).Events);
        Assert.IsType<RequestBecameLate>(Assert.Single(request.Expire(Monday.AddDays(5)).Events));
    }

    [Fact]
    public void ItShowsItsLastTwoHundredLines()
    {
        var request = Opened();
        for (var i = 0; i < 250; i++)
            request = After(request, request.Note(new($"{i}", Camille, $"{i}"), Monday));
        Assert.Equal((251, 200, 52, 251), (request.Version, request.Lines.Count, request.Lines[0].Version, request.Lines[^1].Version));
    }

    [Fact]
    public void ANumberIsReadAsPeopleWriteIt()
    {
        var number = RequestNumber.New(Monday);
        Assert.Matches("^26-[0-9A-HJKMNP-TV-Z]{7}$", number);
        Assert.Equal(number, RequestNumber.Read(" " + number.ToLowerInvariant().Replace('0', 'o').Replace('1', 'l')));
        Assert.All(["", "26", "26-K7PMQ3", "2X-K7PMQ3X", "26-K7PMQ3U", null], static text => Assert.Null(RequestNumber.Read(text)));
    }

    [Fact]
    public void ATrackingCodeIsKeptAsADigestAndReadHoweverItIsTyped()
    {
        var code = TrackingCode.New();
        var claim = TrackingCode.Claim(code)!.Value;
        Assert.Equal(claim, TrackingCode.Claim(code.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant()));
        Assert.DoesNotContain(code[..5], claim.Value, StringComparison.OrdinalIgnoreCase);
        Assert.All(["", code[..^1], code + "A", code[..^1] + "1", new('A', 1000), null], static text => Assert.Null(TrackingCode.Claim(text)));
        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(static _ => TrackingCode.New()).Distinct().Count());
    }

    static Decision<RequestEvent> Open(OpenRequest command, CitizenView? file) =>
        RequestState.Empty.Open(command, file, "26-K7PMQ3X", "ABCDE-FGHIJ-KLMNO-PQRST-UVWXYZ", Monday);

    static RequestState Opened() => After(RequestState.Empty, Open(Lamp, AdasFile));

    static RequestState After(RequestState request, Decision<RequestEvent> decision)
    {
        Assert.Null(decision.Refusal);
        return decision.Events.Aggregate(request, static (state, fact) => state.After(fact));
    }
}
