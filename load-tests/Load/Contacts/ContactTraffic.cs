using Platform.LoadTests.Load.Arrivals;
using Platform.LoadTests.Load.Http;

namespace Platform.LoadTests.Load.Contacts;

/// <summary>One contact a request, as its demand wants them.</summary>
/// <param name="run">Of the marks.</param>
/// <param name="templates">The requests.</param>
/// <param name="numbers">Of the commands.</param>
/// <param name="demand">Who contacts, and when.</param>
/// <param name="tally">Gets what is seen.</param>
/// <param name="attempts">How often a contact is sent at most; 1: who is turned away does not come again.</param>
sealed class ContactTraffic(string run, Templates templates, Numbers numbers, IDemand demand, Tally tally, int attempts = 100)
    : Resending<ContactTraffic.Command>(attempts)
{
    /// <inheritdoc/>
    public override bool Pending => base.Pending || !demand.Over;

    /// <summary>What was seen.</summary>
    public Tally Tally => tally;

    /// <summary>Those who were told to come later, and do not.</summary>
    public int TurnedAway { get; private set; }

    /// <inheritdoc/>
    protected override bool TryMake(out Command command)
    {
        var due = demand.TryTake(out var wish);
        command = due ? new(wish, numbers.Take()) : default;
        return due;
    }

    /// <inheritdoc/>
    protected override void Write(Command command, Connection connection)
    {
        var template = templates.For(command.Wish.Person, command.Wish.Matter);
        template.Write(command.Wish.Person, command.Number, connection.Prepare(template.Length));
    }

    /// <inheritdoc/>
    protected override bool Accept(Command command, Connection connection, Answer answer)
    {
        if (!(answer.Status is 201 or 200 && ReceiptJson.TryRead(answer.Body, out var citizen, out var version))) return false;
        Tally.Add(1, command.Wish.At);
        Tally.Keep(run, command.Wish.Person, command.Number, citizen, version, command.Wish.At);
        return true;
    }

    /// <inheritdoc/>
    protected override bool Worth(Command command, int status, long sentAt)
    {
        Tally.Trouble(status);
        if (Once && status is (429 or 503)) TurnedAway++;
        return status is 0 or 429 or 502 or 503 or 504;
    }

    /// <summary>A contact with its number.</summary>
    public readonly record struct Command(Wish Wish, int Number);
}
