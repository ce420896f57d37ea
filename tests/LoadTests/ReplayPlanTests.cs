using System.Text.Json;
using Platform.Grains.EventSourcing;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Journeys.Replay;

namespace Platform.Tests.LoadTests;

public sealed class ReplayPlanTests : IDisposable
{
    const string Header = "unique_key,agency,complaint_type,descriptor,incident_address,city,resolution_description,location";

    static readonly string[] Tenants = ["saint-aubin", "val-de-lys", "haute-lys"];

    readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact] public void CsvIsReadWithQuotesCommasAndEmptyFields()
    {
        File.WriteAllText(file, Header + "\n1,DSNY,Derelict Vehicles,,505 WEST  187 STREET,NEW YORK,\"Said: \"\"soon\"\", or later.\",\"{'latitude': '40.8'}\"\n");
        Assert.Equal(new OpenDataRequest("DSNY", "Derelict Vehicles", "", "505 WEST  187 STREET", "NEW YORK", "Said: \"soon\", or later."), Assert.Single(OpenDataRequest.Read(file)));
    }

    [Fact] public void TextEncodedTwiceIsRepaired()
    {
        File.WriteAllText(file, Header + "\n1,DSNY,Noise,,,,We canâ\u0080\u0099t say.,\n");
        Assert.Equal("We can’t say.", Assert.Single(OpenDataRequest.Read(file)).Resolution);
    }

    [Fact] public void AFileWithoutAColumnIsRefused()
    {
        File.WriteAllText(file, "a,b\n1,2\n");
        Assert.Contains("'agency'", Assert.Throws<InvalidDataException>(() => OpenDataRequest.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact] public void TheSameSeedGivesTheSamePlan()
    {
        Assert.Equal(Bodies(Make(7)), Bodies(Make(7)));
        Assert.NotEqual(Bodies(Make(7)), Bodies(Make(8)));
    }

    [Fact] public void AThirdOfContactsComeFromSomeoneWhoContactedBefore()
    {
        var people = Make(7).GroupBy(submission => submission.Person.Number).ToList();
        Assert.InRange(1 - (people.Count / 1000.0), 0.30, 0.40);
        Assert.True(people.Max(person => person.Count()) > 10, "nobody contacts often");
    }

    [Fact] public void EveryContactGivesThePersonsFirstIdentifier()
    {
        foreach (var submission in Make(7))
        {
            var citizen = JsonDocument.Parse(submission.Body).RootElement.GetProperty("citizen");
            Assert.Equal(submission.Person.Email ?? submission.Person.Phone, (citizen.GetProperty("email").GetString() ?? citizen.GetProperty("phone").GetString()));
        }
    }

    [Fact] public void EverySubjectEndsWithItsCanaryAndFits()
    {
        foreach (var submission in Make(7))
        {
            var subject = JsonDocument.Parse(submission.Body).RootElement.GetProperty("subject").GetString()!;
            Assert.Equal(submission.Canary, Canary.FindIn(subject));
            Assert.Equal(submission.Person.Tenant, submission.Canary.Tenant);
            Assert.True(subject.Length <= 300);
        }
    }

    [Fact] public void AReplayResumesFromAStateCutOffInALine()
    {
        File.Delete(file);
        var receipt = new Acknowledgement(new Canary("saint-aubin", "r", 3), 1, Guid.NewGuid(), 2, 10, 20);
        string run;
        using (var memory = ReplayState.Open(file, "a plan"))
        {
            run = memory.Run;
            memory.Add(receipt);
            memory.Add(receipt with { Version = 3 });
        }
        var text = File.ReadAllText(file);
        File.WriteAllText(file, text[..^12]);
        using (var memory = ReplayState.Open(file, "a plan"))
        {
            Assert.Equal(run, memory.Run);
            Assert.Equal([receipt], memory.Receipts);
            memory.Add(receipt with { Version = 4 });
        }
        using (var memory = ReplayState.Open(file, "a plan")) Assert.Equal([receipt, receipt with { Version = 4 }], memory.Receipts);
        Assert.Contains("Delete it", Assert.Throws<InvalidDataException>(() => ReplayState.Open(file, "another plan")).Message, StringComparison.Ordinal);
    }

    static IReadOnlyList<PlannedContact> Make(int seed) => ReplayPlan.Create(
        [.. Enumerable.Range(0, 1000).Select(number => new OpenDataRequest("DSNY", "Noise", new string('x', 400), $"{number} STREET", "BRONX", "Soon."))],
        Tenants, "run", seed);

    static byte[][] Bodies(IReadOnlyList<PlannedContact> plan) => [.. plan.Select(submission => submission.Body)];
}
