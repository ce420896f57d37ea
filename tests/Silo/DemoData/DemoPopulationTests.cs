using Platform.Grains.Imports;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Requests;
using Platform.Silo.DemoData;

namespace Platform.Tests.Silo.DemoData;

/// <summary>Every page of the demonstration shows what it is for: people, channels, late requests, long histories, duplicates.</summary>
public sealed class DemoPopulationTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 30, 10, 0, 0, TimeSpan.Zero);
    static readonly DemoTenant Town = DemoTenant.All.Single(town => town.Id.Value == "saint-aubin");
    static readonly IReadOnlyList<CitizenImport> People = [.. Enumerable.Range(0, 600).SelectMany(number => DemoPopulation.Person(Town, Now, number))];

    static IEnumerable<RequestState> Requests => People.SelectMany(person => person.Requests.Values.Select(request => request.State));

    [Fact]
    public void AllChannelsAreThere() => Assert.Equal(8, Contacts().Select(contact => contact.Channel).Distinct().Count());

    [Fact]
    public void RequestsStandEverywhereAndSomeAreLate()
    {
        Assert.All(Enum.GetValues<RequestStatus>(), status => Assert.Contains(Requests, request => request.Status == status));
        Assert.InRange(Requests.Count(request => request.Late), 10, 200);
        Assert.Contains(Requests, request => request.ClosedAt is null && Now - request.OpenedAt > TimeSpan.FromDays(60));
    }

    [Fact]
    public void SomePeopleHaveALongHistoryAndMostAShortOne()
    {
        Assert.Contains(People, person => person.Citizen.Contacts >= 40);
        Assert.InRange(People.Count(person => person.Citizen.Contacts <= 3), People.Count / 2, People.Count);
    }

    [Fact]
    public void SomePeopleHaveTwoFiles() => Assert.Equal(10, People.Count - 600);

    [Fact]
    public void NothingHappensInTheFutureNorOutOfOrder()
    {
        foreach (var person in People)
        {
            var moments = person.File.Facts.Select(fact => fact.At).ToList();
            Assert.Equal(moments.Order(), moments);
            Assert.True(moments[^1] <= Now);
        }
    }

    [Fact]
    public void EveryRequestThatShouldBeLateIsAndEveryOtherHasADeadlineToCome() => Assert.All(Requests, request =>
        Assert.True(request.AnswerBy is null || request.AnswerBy > Now));

    [Fact]
    public void TheSameMomentTellsTheSameStories()
    {
        var again = DemoPopulation.Person(Town, Now, 59);
        Assert.Equal(People.Where(person => again.Any(other => other.Id == person.Id)).Select(Facts), again.Select(Facts));

        static string Facts(CitizenImport person) => string.Join('\n', person.File.Facts.Select(fact => $"{fact.Type} {fact.At:O}"));
    }

    [Fact]
    public void NoTwoPeopleShareAMailOrAPhone()
    {
        var points = People.SelectMany(person => person.Citizen.ContactPoints.Select(point => point.Value)).ToList();
        Assert.Equal(points.Count, points.Distinct().Count());
    }

    [Fact]
    public void EveryServiceOfEveryTownHasItsTopics() => Assert.All(DemoTenant.All.SelectMany(town => town.Services), service =>
        Assert.NotEmpty(DemoTopic.Of(service.Id)));

    static IEnumerable<ContactRecorded> Contacts() => People.SelectMany(person => person.File.Events.OfType<ContactRecorded>());
}
