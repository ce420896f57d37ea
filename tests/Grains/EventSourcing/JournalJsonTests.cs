using System.Text;
using Platform.Grains.Citizens;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Requests;

namespace Platform.Tests.Grains.EventSourcing;

/// <summary>What the journal is given, and what it gives back.</summary>
public class JournalJsonTests
{
    static readonly ContactRecorded Contact = (ContactRecorded)Samples.All[0];

    [Fact]
    public void WhatIsSaidOfAPersonStandsInTheSealedPartAlone()
    {
        var fact = JournalJson.Write(Contact, Samples.At);
        var (body, personal) = (Text(fact.Body), Text(fact.Personal!.Value));
        Assert.All(["Ada", "ada@exemple.fr", "+33612345678", "Lampadaire", "Lilas"], word =>
        {
            Assert.DoesNotContain(word, body, StringComparison.Ordinal);
            Assert.Contains(word, personal, StringComparison.Ordinal);
        });
        Assert.Contains("\"channel\":\"phone\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public void TheTwoPartsJoinedAreTheFactAgain()
    {
        var read = Assert.IsType<ContactRecorded>(JournalJson.Read(JournalJson.Write(Contact, Samples.At)));
        Assert.Equal(Contact.Text, read.Text);
        Assert.Equal(Contact.Learned!.ContactPoints, read.Learned!.ContactPoints);
        Assert.Equal(Contact.By, read.By);
    }

    [Fact]
    public void AnErasedFactKeepsWhatIsNotPersonal()
    {
        var erased = JournalJson.Write(Contact, Samples.At) with { Personal = null };
        var read = Assert.IsType<ContactRecorded>(JournalJson.Read(erased));
        Assert.Null(read.Text);
        Assert.Equal(Channel.Phone, read.Channel);
    }

    [Fact]
    public void WhereNothingPersonalWasSaidNothingIsSealed() =>
        Assert.Null(JournalJson.Write(new RequestClosed(Samples.At, Samples.Camille, null), Samples.At).Personal);

    [Theory]
    [InlineData("tickets-bought", """{"at":"2030-01-01T00:00:00Z","by":{"subject":"agent:zoe"},"seats":3}""", "agent:zoe")]
    [InlineData("tickets-bought", """{"seats":3}""", "platform")]
    [InlineData("contact-recorded", """{"at":"2030-01-01T00:00:00Z","by":{"subject":"agent:zoe"},"channel":"hologram"}""", "agent:zoe")]
    public void AFactFromTheFutureKeepsItsPlace(string type, string body, string by)
    {
        var unknown = Assert.IsType<UnknownFact>(JournalJson.Read(new(type, Encoding.UTF8.GetBytes(body), null, Samples.At)));
        Assert.Equal((type, Samples.At, by), (unknown.Type, unknown.At, unknown.By.Subject));

        var (citizen, known) = CitizenState.Empty.At(4).After<CitizenState, CitizenEvent>(new Recorded(5, new(type, Encoding.UTF8.GetBytes(body), null, Samples.At)));
        Assert.Equal(5, citizen.Version);
        Assert.False(known);
    }

    [Fact]
    public void AMemberFromTheFutureIsPassedOver()
    {
        var body = """{"at":"2026-03-04T09:30:15.25+00:00","by":{"subject":"agent:zoe","badge":7},"purpose":"reminders","given":true,"until":"2031"}""";
        var read = Assert.IsType<ConsentSet>(JournalJson.Read(new("consent-set", Encoding.UTF8.GetBytes(body), null, Samples.At)));
        Assert.Equal("reminders", read.Purpose);
    }

    [Theory]
    [InlineData("System.Diagnostics.Process")]
    [InlineData("record-contact")]
    [InlineData("")]
    public void NothingButAnEventIsEverMadeFromTheJournal(string type) =>
        Assert.IsType<UnknownFact>(JournalJson.Read(new(type, "{}"u8.ToArray(), null, Samples.At)));

    [Fact]
    public void ARepeatHasTheSameDigestAndAReuseAnother()
    {
        var command = new AddNote("one", Samples.Camille, "Rappeler.");
        Assert.Equal(CommandDigest.Of(command), CommandDigest.Of(command with { CommandId = "two" }), ByContent);
        Assert.NotEqual(CommandDigest.Of(command), CommandDigest.Of(command with { Text = "Écrire." }), ByContent);
        Assert.NotEqual(CommandDigest.Of(command), CommandDigest.Of(command with { By = Actor.Platform }), ByContent);
        Assert.NotEqual(CommandDigest.Of(command), CommandDigest.Of(new NoteRequest("one", Samples.Camille, "Rappeler.")), ByContent);
    }

    static bool ByContent(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other) => one.Span.SequenceEqual(other.Span);

    static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);
}
