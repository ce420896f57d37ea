using Bogus;
using Platform.Grains.EventSourcing;
using Platform.Grains.Imports;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Requests;

namespace Platform.Silo.DemoData;

/// <summary>What becomes of one invented request: taken, noted, answered in time or late, closed, reopened, or forgotten.</summary>
/// <param name="town">Which authority.</param>
/// <param name="chance">Of this person.</param>
/// <param name="agenda">Where its steps are planned.</param>
/// <param name="past">Whose past it joins.</param>
sealed class DemoRequest(DemoTenant town, Randomizer chance, DemoAgenda agenda, CitizenImport past)
{
    RequestId _id;
    DemoService? _service;

    /// <summary>Opens it from the last contact, and plans the rest.</summary>
    public void Open(DemoService service, DemoTopic topic, Channel channel, int place, DateTimeOffset at)
    {
        _service = service;
        _id = new(DemoId.At(at, town.Id, $"request:{past.Id}:{place}"));
        var number = RequestNumber.New(at, (signs, length) => chance.String2(length, signs));
        var priority = topic.Urgent && chance.Bool(0.5f) ? Priority.Urgent : Priority.Normal;
        var command = new OpenRequest(
            "", channel is Channel.Web ? Actor.Platform : Agent(), past.Id, past.Citizen.Version, service.Id, service.Sector, priority, channel,
            "fr", topic.Subject, topic.Body);
        DemoLife.Accepted(past.Open(_id, command, number, TrackingCode.New(), at));
        PlanDeadline(at);
        // Two days in the mean; one in eight waits for a week or two.
        var answered = TimeSpan.FromHours(chance.Bool(0.88f) ? 2 + chance.Double() * 60 : 80 + chance.Double() * 250);
        if (chance.Bool(0.8f))
            agenda.Add(at + answered * chance.Double() * 0.5, Take);
        if (topic.Note is { } note && chance.Bool(0.4f))
            agenda.Add(at + answered * 0.7, when => Change(when, request => request.Note(new("", Agent(), note), when)));
        if (!IsForgotten(at))
            agenda.Add(at + answered, when => Answer(topic, channel, when));
    }

    Actor Agent() => DemoPeople.Agent(chance, town.Id, _service!.Name.In("fr"));

    // A backlog as services have it: half of what came in this month still waits, and of what is old next to nothing.
    bool IsForgotten(DateTimeOffset opened) => chance.Bool((agenda.Now - opened).TotalDays switch { < 30 => 0.45f, < 60 => 0.15f, _ => 0.015f });

    void PlanDeadline(DateTimeOffset at) =>
        agenda.Add(at + RequestState.AnswerWithin, when => Change(when, request => request.Expire(when)));

    void Take(DateTimeOffset at)
    {
        var agent = Agent();
        Change(at, request => request.Assign(new("", agent, agent), at));
    }

    void Answer(DemoTopic topic, Channel channel, DateTimeOffset at)
    {
        if (chance.Bool(0.04f))
        {
            Change(at, request => request.Close(new("", Agent(), "Déjà signalé par un voisin : la première demande est traitée."), at));
            return;
        }
        var closes = chance.Bool(0.9f);
        Change(at, request => request.Answer(new("", Agent(), topic.Answer, channel, closes), at));
        if (closes && chance.Bool(0.03f))
            agenda.Add(at.AddHours(24 + chance.Double() * 200), Reopen);
    }

    void Reopen(DateTimeOffset at)
    {
        Change(at, request => request.Reopen(new("", Agent(), "La personne rappelle : ce n'est pas réglé."), at));
        PlanDeadline(at);
    }

    void Change(DateTimeOffset at, Func<RequestState, Decision<RequestEvent>> decide) => DemoLife.Accepted(past.Change(_id, at, decide));
}
