using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Requests;
using Platform.Grains.Validation;
using Platform.Tests.Grains.Citizens;

namespace Platform.Tests.Grains.Requests;

/// <summary>A request moves: to another service, another colleague, another place in the queue; and nobody's work is stolen on the way.</summary>
public class RequestMovesTests
{
    static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    static readonly Actor Camille = new("agent:camille", "Camille Roy", "Accueil");
    static readonly Actor Lea = new("agent:lea", "Léa Petit", "Voirie");
    static readonly CitizenId Ada = CitizenId.New(Monday);
    static readonly RequestId Older = RequestId.New(Monday);
    static readonly RequestId Newer = RequestId.New(Monday.AddMinutes(1));
    static readonly CitizenView AdasFile = CitizenTests.Opened(new("Ada Martin", null, null)).View(Ada);

    [Fact]
    public void ATransferKeepsNumberAndPromiseAndChangesTheWall()
    {
        var request = Opened();
        request = After(request, request.Assign(new("a", Camille, Camille), Monday));
        request = After(request, request.Transfer(new("t", Camille, ServiceId.Parse("etat-civil"), "population", "Il s'agit d'un acte."), Monday.AddHours(1)));
        Assert.Equal(("26-K7PMQ3X", "etat-civil", "population"), (request.Number, request.Service.Value, request.Sector));
        Assert.Equal((RequestStatus.Open, null, Monday.AddDays(3)), (request.Status, request.Assignee, request.AnswerBy));
        var line = request.View(Older).Steps[^1];
        Assert.Equal(("request-transferred", "etat-civil", "Il s'agit d'un acte."), (line.Type, line.Service!.Value.Value, line.Text));
    }

    [Fact]
    public void WhatIsThereAlreadyIsNotTransferred() =>
        Assert.IsType<AlreadyThere>(Opened().Transfer(new("t", Camille, ServiceId.Parse("voirie"), "technique", null), Monday).Refusal);

    [Fact]
    public void AnAnsweredRequestThatIsTransferredIsOwedAnAnswerAnew()
    {
        var request = After(Opened(), Opened().Answer(new("r", Camille, "Voyez l'état civil.", Channel.Phone, Close: false), Monday));
        request = After(request, request.Transfer(new("t", Camille, ServiceId.Parse("etat-civil"), "population", null), Monday.AddDays(1)));
        Assert.Equal((RequestStatus.Open, Monday.AddDays(4)), (request.Status, request.AnswerBy));
        Assert.IsType<AnswerFirst>(request.Close(new("c", Lea, null), Monday.AddDays(1)).Refusal);
    }

    [Fact]
    public void ALateRequestStaysLateWhereverItGoes()
    {
        var request = After(Opened(), Opened().Expire(Monday.AddDays(3)));
        request = After(request, request.Transfer(new("t", Camille, ServiceId.Parse("etat-civil"), "population", null), Monday.AddDays(4)));
        Assert.Equal((true, Monday.AddDays(3)), (request.Late, request.DueAt));
    }

    [Fact]
    public void AClosedRequestDoesNotMove()
    {
        var closed = After(Opened(), Opened().Close(new("c", Camille, "Doublon."), Monday));
        Assert.IsType<AlreadyClosed>(closed.Transfer(new("t", Camille, ServiceId.Parse("etat-civil"), "population", null), Monday).Refusal);
        Assert.IsType<AlreadyClosed>(closed.Prioritise(new("p", Camille, Priority.Urgent), Monday).Refusal);
        Assert.IsType<AlreadyClosed>(closed.Ask(new("q", Camille, Lea, "?"), Monday).Refusal);
        Assert.IsType<AlreadyClosed>(closed.Merge(Newer, new("m", Camille, Older), Opened().View(Older), Monday).Refusal);
        Assert.IsType<AlreadyClosed>(closed.Attach(new("x", Camille, new(Ada, 2, Channel.Email)), AdasFile, Monday).Refusal);
    }

    [Fact]
    public void AnUrgencyIsSaidOnce()
    {
        var request = After(Opened(), Opened().Prioritise(new("p", Camille, Priority.Urgent), Monday));
        Assert.Equal(Priority.Urgent, request.Priority);
        Assert.Empty(request.Prioritise(new("p2", Lea, Priority.Urgent), Monday).Events);
        Assert.Equal("priority", Assert.IsType<NotAcceptable>(request.Prioritise(new("p3", Lea, (Priority)9), Monday).Refusal).Member);
    }

    [Fact]
    public void AnAskedColleagueIsAskedUntilTheyReply()
    {
        var request = After(Opened(), Opened().Ask(new("q", Camille, Lea, "La nacelle est-elle libre ?"), Monday));
        Assert.Equal(Lea, request.Asked);
        Assert.Equal(Lea, After(request, request.Note(new("n", Camille, "J'attends."), Monday)).Asked);
        Assert.Null(After(request, request.Note(new("n", Lea, "Jeudi."), Monday)).Asked);
        Assert.Null(After(request, request.Answer(new("r", Lea, "Jeudi.", Channel.Phone, false), Monday)).Asked);
    }

    [Fact]
    public void RequestsAreLinkedOnceAndNotWithThemselves()
    {
        var request = After(Opened(), Opened().Link(Older, new("l", Camille, new(Newer, "26-ABCDEFG")), Monday));
        Assert.Equal(Newer, Assert.Single(request.Links).Request);
        Assert.Empty(request.Link(Older, new("l2", Camille, new(Newer, "26-ABCDEFG")), Monday).Events);
        Assert.Equal("request", Assert.IsType<NotAcceptable>(request.Link(Older, new("l3", Camille, new(Older, "26-K7PMQ3X")), Monday).Refusal).Member);
    }

    [Fact]
    public void ADuplicateJoinsTheOlderRequestOfTheSamePersonAlone()
    {
        var survivor = Opened().View(Older);
        var merged = After(Opened(), Opened().Merge(Newer, new("m", Camille, Older), survivor, Monday));
        Assert.Equal((RequestStatus.Closed, Older), (merged.Status, merged.MergedInto!.Request));
        Assert.IsType<CannotMergeRequests>(Opened().Merge(Older, new("m", Camille, Newer), survivor with { Id = Newer }, Monday).Refusal);
        Assert.IsType<CannotMergeRequests>(Opened().Merge(Older, new("m", Camille, Older), survivor, Monday).Refusal);
        Assert.IsType<CannotMergeRequests>(Opened().Merge(Newer, new("m", Camille, Older), null, Monday).Refusal);
        Assert.IsType<CannotMergeRequests>(Opened().Merge(Newer, new("m", Camille, Older), survivor with { Status = RequestStatus.Closed }, Monday).Refusal);
    }

    [Fact]
    public void AContactOfAFileThatIsThereJoinsOnce()
    {
        var request = Opened();
        Assert.IsType<NoSuchCitizen>(request.Attach(new("x", Camille, new(Ada, 1, Channel.Email)), null, Monday).Refusal);
        Assert.IsType<NotAcceptable>(request.Attach(new("x", Camille, new(Ada, 99, Channel.Email)), AdasFile, Monday).Refusal);
        Assert.Empty(request.Attach(new("x", Camille, new(Ada, 1, Channel.Phone)), AdasFile, Monday).Events);
        var other = CitizenId.New(Monday.AddDays(1));
        request = After(request, request.Attach(new("x", Camille, new(other, 1, Channel.Email)), AdasFile, Monday));
        Assert.Empty(request.Attach(new("x2", Camille, new(other, 1, Channel.Email)), AdasFile, Monday).Events);
    }

    [Fact]
    public void TheSecondOfTwoIsToldWhoDidWhatAndMayConfirm()
    {
        var request = Opened();
        var seen = request.Version;
        request = After(request, request.Answer(new("r", Lea, "Réparé.", Channel.Phone, false), Monday.AddHours(1)));
        var told = Assert.IsType<ChangedMeanwhile>(request.Answer(new("r2", Camille, "C'est prévu.", Channel.Phone, false, seen), Monday.AddHours(2)).Refusal);
        Assert.Equal(("request-answered", "Léa Petit", Monday.AddHours(1), 2L), (told.Fact, told.Who, told.At, told.Version));
        Assert.IsType<ChangedMeanwhile>(request.Assign(new("a", Camille, Camille, seen), Monday).Refusal);
        Assert.IsType<ChangedMeanwhile>(request.Close(new("c", Camille, null, seen), Monday).Refusal);
        Assert.IsType<ChangedMeanwhile>(request.Transfer(new("t", Camille, ServiceId.Parse("etat-civil"), "population", null, seen), Monday).Refusal);
        request = After(request, request.Answer(new("r2", Camille, "C'est prévu.", Channel.Phone, false, told.Version), Monday.AddHours(2)));
        Assert.Equal(["Réparé.", "C'est prévu."], request.View(Older).Answers.Select(static answer => answer.Text));
    }

    [Fact]
    public void WhatOneDidOneselfAndANoteAreNoSurprise()
    {
        var request = Opened();
        var seen = request.Version;
        request = After(request, request.Assign(new("a", Camille, Camille), Monday));
        request = After(request, request.Note(new("n", Lea, "Pour mémoire."), Monday));
        request = After(request, request.Expire(Monday.AddDays(3)));
        Assert.Null(request.Answer(new("r", Camille, "Réparé.", Channel.Phone, false, seen), Monday.AddDays(3)).Refusal);
    }

    [Fact]
    public void AnAnswerOfBeforeTheReopeningIsNoneSince()
    {
        var request = After(Opened(), Opened().Answer(new("r", Camille, "Réparé.", Channel.Phone, Close: true), Monday));
        request = After(request, request.Reopen(new("o", Camille, "De nouveau en panne."), Monday));
        Assert.IsType<AnswerFirst>(request.Close(new("c", Camille, null), Monday).Refusal);
        Assert.Null(request.Close(new("c", Camille, "Le citoyen a renoncé."), Monday).Refusal);
        request = After(request, request.Answer(new("r2", Camille, "Réparé de nouveau.", Channel.Phone, Close: false), Monday));
        Assert.Null(request.Close(new("c", Camille, null), Monday).Refusal);
    }

    [Theory]
    [InlineData("\u200b")]
    [InlineData("\u00a0\u2007\u202f")]
    [InlineData("\ufeff\u2060")]
    [InlineData("\u2800")]
    [InlineData("\u3164 \u115f")]
    [InlineData("\u00ad\u200d\u200e")]
    public void BlanksOfAnySortAreNoText(string blanks)
    {
        Assert.IsType<AnswerFirst>(Opened().Close(new("c", Camille, blanks), Monday).Refusal);
        Assert.Equal("text", Assert.IsType<NotAcceptable>(Opened().Answer(new("r", Camille, blanks, Channel.Phone, true), Monday).Refusal).Member);
        Assert.Equal("text", Assert.IsType<NotAcceptable>(Opened().Note(new("n", Camille, blanks), Monday).Refusal).Member);
        Assert.NotNull(TextRules.SaidAtLength(blanks + "é"));
    }

    [Theory]
    [InlineData("Europe/Paris", "2026-12-31T23:10:00Z", "27")]
    [InlineData("Indian/Reunion", "2026-12-31T20:10:00Z", "27")]
    [InlineData("America/Martinique", "2027-01-01T03:10:00Z", "26")]
    [InlineData("Pacific/Noumea", "2026-12-31T13:30:00Z", "27")]
    public void ANumberStandsInTheYearOfTheTown(string zone, string at, string year) =>
        Assert.StartsWith(year + "-", RequestNumber.New(TimeZoneInfo.ConvertTime(
            DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone))), StringComparison.Ordinal);

    static RequestState Opened() => After(RequestState.Empty, RequestState.Empty.Open(
        new("o", Camille, Ada, 1, ServiceId.Parse("voirie"), "technique", Priority.High, Channel.Phone, "fr", "Lampadaire en panne", "Rue des Lilas."),
        AdasFile, "26-K7PMQ3X", "ABCDE-FGHIJ-KLMNO-PQRST-UVWXYZ", Monday));

    static RequestState After(RequestState request, Decision<RequestEvent> decision)
    {
        Assert.Null(decision.Refusal);
        return decision.Events.Aggregate(request, static (state, fact) => state.After(fact));
    }
}
