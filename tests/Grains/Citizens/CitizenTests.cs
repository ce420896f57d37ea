using Platform.Grains.Citizens;
using Platform.Grains.Contacts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Requests;

namespace Platform.Tests.Grains.Citizens;

/// <summary>What a citizen file accepts, and what it keeps of it.</summary>
public class CitizenTests
{
    static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    static readonly Actor Camille = new("agent:camille", "Camille Roy", "Accueil");
    static readonly Actor Visitor = new("visitor");
    static readonly Identity AdaMartin = new("Ada Martin", "ada@exemple.fr", "06 12 34 56 78");
    static readonly CitizenId Other = CitizenId.New(Monday);

    [Fact]
    public void TheFirstContactOpensTheFile()
    {
        var file = Opened(AdaMartin);
        Assert.Equal((1, 1), (file.Version, file.Contacts));
        Assert.Equal(AdaMartin, file.Identity);
        Assert.Equal(["ada@exemple.fr", "+33612345678"], file.ContactPoints.Select(static point => point.Value));
        Assert.Equal(Monday, file.FirstAt);
    }

    [Fact]
    public void WhatAgentsFindAFileByIsNewWhenItIsOpenedAndPerhapsThereLater()
    {
        var opens = CitizenState.Empty.Record(Contact(AdaMartin), Monday);
        var file = After(CitizenState.Empty, opens);
        var moves = file.Record(Contact(AdaMartin with { Email = "martin@exemple.fr" }, Camille), Monday.AddDays(1));
        Assert.Equal(8, Rows(CitizenState.Empty, opens).Count(row => row.IsNew));
        Assert.Equal(9, Rows(file, moves).Count(row => !row.IsNew));

        static IEnumerable<IRow> Rows(CitizenState before, Decision<CitizenEvent> decision) => CitizenLists
            .Rows(TenantId.Parse("ville"), Other, before, After(before, decision), decision.Events).Where(row => row is not ContactRow);
    }

    [Fact]
    public void AnUnknownFileIsNotOpenedByMistake() =>
        Assert.IsType<NoSuchCitizen>(CitizenState.Empty.Record(Contact(AdaMartin) with { Opens = false }, Monday).Refusal);

    [Fact]
    public void AtTheSecondCallTheAgentSeesWhoHoldsTheFileAndTheNote()
    {
        var file = Opened(AdaMartin);
        file = After(file, file.Note(new("n", Camille, "Rappeler après 17 h."), Monday));
        file = After(file, file.Record(Contact(AdaMartin), Monday.AddDays(1)));
        Assert.Equal((2, Camille, "Rappeler après 17 h."), (file.Contacts, file.Holder, file.LastNote!.Body));
        Assert.Equal(Monday.AddDays(1), file.LastAt);
    }

    [Fact]
    public void AClaimIsNoProof()
    {
        Assert.All(Opened(AdaMartin).ContactPoints, static point => Assert.False(point.Verified));
        var file = Opened(AdaMartin);
        file = After(file, file.Verify(new("v", Visitor, ContactPointKind.Email, "ADA@exemple.fr"), Monday));
        Assert.True(file.ContactPoints[0].Verified);
        Assert.Empty(file.Verify(new("v2", Visitor, ContactPointKind.Email, "ada@exemple.fr"), Monday).Events);
    }

    [Fact]
    public void WhoKnowsANeighboursMailDoesNotAddHisPhoneToHerFile()
    {
        var file = Opened(new("Ada Martin", "ada@exemple.fr", null));
        file = After(file, file.Record(Contact(new("Eve", "ada@exemple.fr", "07 00 00 00 00"), Visitor), Monday));
        Assert.Equal("Ada Martin", file.Identity.Name);
        Assert.Equal(["ada@exemple.fr"], file.ContactPoints.Select(static point => point.Value));
    }

    [Fact]
    public void AnAgentAddsWhatThePersonSays()
    {
        var file = Opened(new("Ada Martin", "ada@exemple.fr", null));
        file = After(file, file.Record(Contact(AdaMartin, Camille), Monday));
        Assert.Equal(["ada@exemple.fr", "+33612345678"], file.ContactPoints.Select(static point => point.Value));
    }

    [Fact]
    public void APhoneOfAnotherFileIsKeptAsSaidAndBringsNobodyHere()
    {
        var file = Opened(new("Ada Martin", "ada@exemple.fr", null));
        file = After(file, file.Record(Contact(AdaMartin, Camille), Monday, notMine: ContactPointKind.Phone));
        Assert.Equal("06 12 34 56 78", file.Identity.Phone);
        Assert.DoesNotContain(file.ContactPoints, static point => point.Kind is ContactPointKind.Phone);
    }

    [Fact]
    public void AnOldHintDoesNotBringAStrangersContactHere() =>
        Assert.IsType<NoSuchCitizen>(Opened(AdaMartin).Record(Contact(new(null, "bob@exemple.fr", null)), Monday).Refusal);

    [Fact]
    public void ACorrectionGivesTheWrongMailUp()
    {
        var file = Opened(AdaMartin);
        file = After(file, file.Correct(new("c", Camille, new(null, "ada.martin@exemple.fr", null)), Monday));
        Assert.Equal("ada.martin@exemple.fr", file.Identity.Email);
        Assert.Equal(["+33612345678", "ada.martin@exemple.fr"], file.ContactPoints.Select(static point => point.Value));
        Assert.Empty(file.Correct(new("c2", Camille, new("Ada Martin", null, null)), Monday).Events);
    }

    [Fact]
    public void AnEmptyCorrectionGivesThePhoneUp()
    {
        var file = Opened(AdaMartin);
        file = After(file, file.Correct(new("c", Camille, new(null, null, "")), Monday));
        Assert.Null(file.Identity.Phone);
        Assert.Equal(("Ada Martin", 2), (file.Identity.Name, (int)file.Version));
        Assert.DoesNotContain(file.ContactPoints, static point => point.Kind is ContactPointKind.Phone);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(null, "\u200b")]
    public void ACorrectionThatAsksNothingIsRefused(string? email, string? phone)
    {
        var file = Opened(new("Ada Martin", null, null));
        Assert.IsType<NotAcceptable>(file.Correct(new("c", Camille, new(null, email, phone)), Monday).Refusal);
    }

    [Fact]
    public void TheLastWordOnAConsentCounts()
    {
        var file = Opened(AdaMartin);
        file = After(file, file.Consent(new("1", Visitor, "reminders", true), Monday));
        file = After(file, file.Consent(new("2", Visitor, "reminders", false), Monday));
        Assert.Equal([new("reminders", false, Monday)], file.Consents);
    }

    [Fact]
    public void ADuplicateTakesNoContactAnyMore()
    {
        var duplicate = Opened(AdaMartin);
        duplicate = After(duplicate, duplicate.Merge(CitizenId.New(Monday), Opened(AdaMartin), new("m", Camille, Other), Monday));
        Assert.Equal(Other, Assert.IsType<FileMerged>(duplicate.Record(Contact(AdaMartin), Monday).Refusal).Survivor);
        Assert.IsType<FileMerged>(duplicate.Note(new("n", Camille, "?"), Monday).Refusal);
        Assert.IsType<CannotMerge>(duplicate.Merge(CitizenId.New(Monday), Opened(AdaMartin), new("m2", Camille, Other), Monday).Refusal);
    }

    [Fact]
    public void AFileDoesNotJoinItselfNorOneThatIsGone()
    {
        var file = Opened(AdaMartin);
        Assert.IsType<CannotMerge>(file.Merge(Other, file, new("m", Camille, Other), Monday).Refusal);
        Assert.IsType<CannotMerge>(file.Merge(CitizenId.New(Monday), file with { MergedInto = Other }, new("m", Camille, Other), Monday).Refusal);
        Assert.IsType<NoSuchCitizen>(file.Merge(CitizenId.New(Monday), CitizenState.Empty, new("m", Camille, Other), Monday).Refusal);
    }

    [Fact]
    public void TheSurvivorLearnsWhatItDidNotKnow()
    {
        var file = Opened(new("Ada Martin", "ada@exemple.fr", null));
        var absorb = new AbsorbDuplicate("a", Camille, Other, 3, AdaMartin with { Name = "A. Martin" }, [new(ContactPointKind.Phone, "+33612345678", true)]);
        file = After(file, file.Absorb(absorb, Monday));
        Assert.Equal(("Ada Martin", "06 12 34 56 78"), (file.Identity.Name, file.Identity.Phone));
        Assert.True(file.ContactPoints[1].Verified);
        Assert.Equal([Other], file.Duplicates);
        Assert.Empty(file.Absorb(absorb with { CommandId = "b" }, Monday).Events);
    }

    [Fact]
    public void EachStepOfARequestIsToldOnceAndInOrder()
    {
        var file = Opened(AdaMartin);
        Assert.IsType<EarlierStepMissing>(file.Follow(Step(2), Monday).Refusal);
        file = After(file, file.Follow(Step(1), Monday));
        Assert.Empty(file.Follow(Step(1), Monday).Events);
        file = After(file, file.Follow(Step(2), Monday));
        Assert.Equal(2, Assert.Single(file.Requests).Version);
    }

    internal static CitizenState Opened(Identity person) => After(CitizenState.Empty, CitizenState.Empty.Record(Contact(person), Monday));

    internal static RecordContact Contact(Identity person, Actor? by = null) =>
        new("c", by ?? Visitor, new(Channel.Web, "Lampadaire en panne", "Rue des Lilas.", "fr"), person, Verified: false, Opens: true);

    static FollowRequest Step(long version) => new($"r/{version}", Camille, new(
        RequestId.Parse("01953f00-0000-7000-8000-0000000000bb"), version, "26-K7PMQ3X", ServiceId.Parse("voirie"), "request-noted",
        RequestStatus.Open, Monday));

    static CitizenState After(CitizenState file, Decision<CitizenEvent> decision)
    {
        Assert.Null(decision.Refusal);
        return decision.Events.Aggregate(file, static (state, fact) => state.After(fact));
    }
}
