using Platform.Grains.Citizens;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contacts;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;

namespace Platform.Tests.Grains.Contacts;

/// <summary>What a contact may be, and the sentence for what it may not.</summary>
public class ContactRulesTests
{
    static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("06 12 34 56 78", "+33612345678")]
    [InlineData("0612345678", "+33612345678")]
    [InlineData("06.12.34.56.78", "+33612345678")]
    [InlineData("+33 (0)6 12 34 56 78", "+33612345678")]
    [InlineData("0033612345678", "+33612345678")]
    [InlineData("03 20 12 34 56", "+33320123456")]
    [InlineData("+352 621 123 456", "+352621123456")]
    [InlineData("+49 30 901820", "+4930901820")]
    [InlineData("0049 30 901820", "+4930901820")]
    [InlineData("36 39", null)]
    [InlineData("+33 6 12 34 56 78 poste 4", null)]
    [InlineData("+1234567890123456", null)]
    [InlineData("６１２３４５６７８", null)]
    public void APhoneHasOneForm(string written, string? form) => Assert.Equal(form, ContactPointParser.Phone(written));

    [Theory]
    [InlineData(" Ada@Exemple.FR ", "ada@exemple.fr")]
    [InlineData("ada+grc@sous.exemple.fr", "ada+grc@sous.exemple.fr")]
    [InlineData("élodie@mairie.example", "élodie@mairie.example")]
    [InlineData("ada", null)]
    [InlineData("@exemple.fr", null)]
    [InlineData("ada@", null)]
    [InlineData("ada@@exemple.fr", null)]
    [InlineData("ada@.fr", null)]
    [InlineData("Ada <ada@exemple.fr>", null)]
    [InlineData("ada@exemple.fr\r\nBcc: x@y.fr", null)]
    public void AMailHasOneForm(string written, string? form) => Assert.Equal(form, ContactPointParser.Mail(written));

    public static TheoryData<string, string, string, string?, string?, string?, string> Refused => new()
    {
        { "", "", "fr", null, null, null, "subject" },
        { "  ", "", "fr", null, null, null, "subject" },
        { "un\ndeux", "", "fr", null, null, null, "subject" },
        { new('s', 301), "", "fr", null, null, null, "subject" },
        { "s", new('b', 20_001), "fr", null, null, null, "body" },
        { "s", "cloche \u0007", "fr", null, null, null, "body" },
        { "s", "", "français", null, null, null, "language" },
        { "s", "", "f", null, null, null, "language" },
        { "s", "", "fr", new('n', 10_000), null, null, "citizen.name" },
        { "s", "", "fr", "Ada\0", null, null, "citizen.name" },
        { "s", "", "fr", null, "ada", null, "citizen.email" },
        { "s", "", "fr", null, null, "36 39", "citizen.phone" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void ABadContactIsRefusedByTheNameOfWhatIsWrong(
        string subject, string body, string language, string? name, string? email, string? phone, string member)
    {
        var command = new RecordContact("c", new("visitor"), new(Channel.Web, subject, body, language), new(name, email, phone), false, true);
        var refusal = Assert.IsType<NotAcceptable>(CitizenState.Empty.Record(command, Now).Refusal);
        Assert.Equal(member, refusal.Member);
    }

    // Not a case above: half a character does not survive the way from the runner to a case.
    [Fact]
    public void HalfACharacterIsRefused() =>
        ABadContactIsRefusedByTheNameOfWhatIsWrong("s", "moitié \ud83d", "fr", null, null, null, "body");

    [Fact]
    public void AContactAtItsLimitsIsAccepted()
    {
        var contact = new Contact(Channel.Email, new('s', 300), "Ligne 1\r\n\tLigne 2 " + new string('b', 19_982), "de-CH");
        var command = new RecordContact("c", new("visitor"), contact, new(new string('n', 200), null, null), false, true);
        Assert.Single(CitizenState.Empty.Record(command, Now).Events);
    }

    [Theory]
    [InlineData("Émilie Cœur-Groß", "emilie coeur gross")]
    [InlineData("Jean-Loup D'Ørsay", "jean loup d orsay")]
    public void ANameIsFoundWithoutItsAccents(string name, string words) =>
        Assert.Equal(words.Split(' '), SearchWords.Of(new(name, null, null), []));

    [Fact]
    public void APhoneIsFoundHoweverItIsTyped()
    {
        var words = SearchWords.Of(new("Ada", null, "06 12 34 56 78"), []);
        Assert.All(["06 12 34", "+33 6 12", "0612345678", "33612"], typed =>
            Assert.Contains(words, word => word.StartsWith(Assert.Single(SearchWords.Asked(typed)), StringComparison.Ordinal)));
    }
}
