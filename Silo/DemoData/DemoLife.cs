using Bogus;
using Platform.Grains.Imports;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;

namespace Platform.Silo.DemoData;

/// <summary>What one invented person lived through with their authority in eighteen months: a few contacts, or a long history, and the requests that
/// came of them, most of them answered, some late, some forgotten.</summary>
/// <param name="town">Which authority.</param>
/// <param name="of">The source of chance, of this person alone.</param>
/// <param name="now">Until when.</param>
sealed class DemoLife(DemoTenant town, Faker of, DateTimeOffset now)
{
    const int Days = 540;

    // The mix of a French authority (F1), and a little of the rest.
    static readonly Channel[] Channels =
        [Channel.Counter, Channel.Post, Channel.Phone, Channel.Email, Channel.Web, Channel.Social, Channel.Sms, Channel.Chat];
    static readonly float[] Shares = [0.25f, 0.19f, 0.19f, 0.18f, 0.13f, 0.03f, 0.02f, 0.01f];

    readonly Randomizer chance = of.Random;
    readonly DemoAgenda agenda = new(now);

    /// <summary>Their past, ready to be written: at least one contact.</summary>
    /// <param name="person">Who.</param>
    /// <param name="name">Their name in ids.</param>
    public CitizenImport Of(Identity person, string name)
    {
        var past = new CitizenImport(town.Id, new(DemoId.At(now.AddDays(-Days), town.Id, name)));
        var contacts = Contacts();
        for (var i = 0; i < contacts; i++)
            Plan(past, person, i);
        agenda.Run();
        return past;
    }

    int Contacts() => chance.Double() switch
    {
        < 0.70 => chance.Int(1, 3),
        < 0.95 => chance.Int(4, 9),
        < 0.993 => chance.Int(10, 24),
        _ => chance.Int(40, 90),
    };

    void Plan(CitizenImport past, Identity person, int place)
    {
        var channel = chance.WeightedRandom(Channels, Shares);
        var live = channel is Channel.Counter or Channel.Phone;
        var moment = now - chance.Double() * TimeSpan.FromDays(Days);
        agenda.Add(live ? InOfficeHours(moment) : moment, at => Contact(past, person, channel, place, at));
    }

    void Contact(CitizenImport past, Identity person, Channel channel, int place, DateTimeOffset at)
    {
        var sheet = chance.ListItem([.. town.Services]);
        var topic = chance.ListItem([.. DemoTopic.Of(sheet.Id)]);
        topic = topic with { Body = Filled(topic.Body, at), Answer = Filled(topic.Answer, at) };
        var agent = DemoPeople.Agent(chance, town.Id, sheet.Name.In("fr"));
        var by = channel is Channel.Counter or Channel.Phone or Channel.Post ? agent : Actor.Platform;
        Accepted(past.Record(new("", by, new(channel, topic.Subject, topic.Body, "fr", sheet.Id), person, Verified: false, Opens: true), at));
        var isRecent = now - at < TimeSpan.FromDays(60);
        if (chance.Bool(isRecent ? 0.6f : 0.15f))
            new DemoRequest(town, chance, agenda, past).Open(sheet, topic, channel, place, at);
        else if (topic.Note is not null && chance.Bool(0.1f))
            Accepted(past.Note(new("", agent, topic.Note), at));
    }

    // By the sun of Greenwich, half past seven to half past four lies within the day of a French town hall in winter and in summer.
    DateTimeOffset InOfficeHours(DateTimeOffset moment)
    {
        var day = moment.UtcDateTime.Date;
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            day = day.AddDays(-1);
        var at = new DateTimeOffset(day.AddMinutes(chance.Int(450, 990)), TimeSpan.Zero);
        return at <= now ? at : moment;
    }

    string Filled(string text, DateTimeOffset at) => text
        .Replace("{n}", $"{chance.Int(1, 120)}", StringComparison.Ordinal)
        .Replace("{rue}", of.Address.StreetName(), StringComparison.Ordinal)
        .Replace("{jour}", $"le {at.AddDays(chance.Int(2, 9)):d/MM}", StringComparison.Ordinal);

    internal static void Accepted(Refusal? refusal)
    {
        if (refusal is not null)
            throw new InvalidOperationException($"The demonstration was refused: {refusal.Sentence.English}");
    }
}
