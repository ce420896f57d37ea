using System.Diagnostics;
using Platform.LoadTests.Generating;

namespace Platform.LoadTests.Ceiling;

/// <summary>One contact a request, until the time is over; what has an unknown outcome is sent again with its key until it is answered.</summary>
/// <param name="run">Of the marks.</param>
/// <param name="templates">The requests.</param>
/// <param name="population">Who contacts.</param>
/// <param name="numbers">Of the commands.</param>
/// <param name="sender">Which sender this is.</param>
/// <param name="until">When to stop, in ticks of <see cref="Stopwatch"/>.</param>
sealed class ContactTraffic(string run, Templates templates, Population population, Numbers numbers, int sender, long until) : ITraffic
{
    const int Attempts = 100;

    readonly Random chance = population.Chance(sender);
    readonly Queue<Command> again = [];
    readonly Dictionary<long, Command> underWay = [];
    long last;

    /// <summary>What was seen.</summary>
    public Tally Tally { get; } = new();

    /// <summary>Commands that never got a receipt.</summary>
    public int Unanswered { get; private set; }

    /// <inheritdoc/>
    public bool Next(Connection connection)
    {
        if (!again.TryDequeue(out var command))
        {
            if (Stopwatch.GetTimestamp() >= until) return false;
            command = new(population.Draw(chance), numbers.Take(), Stopwatch.GetTimestamp());
        }
        var template = templates.For(command.Person);
        template.Write(command.Person, command.Number, connection.Prepare(template.Length));
        connection.Tag = ++last;
        underWay.Add(last, command);
        return true;
    }

    /// <inheritdoc/>
    public void Answered(Connection connection, Answer answer)
    {
        if (!underWay.Remove(connection.Tag, out var command)) return;
        if (answer.Status is 201 or 200 && ReceiptJson.TryRead(answer.Body, out var citizen, out var version))
        {
            Tally.Add(1, command.SentAt, until);
            Tally.Keep(run, command.Person, command.Number, citizen, version, command.SentAt);
            return;
        }
        Tally.Trouble(answer.Status);
        Again(command, answer.Status is 429 or 502 or 503 or 504);
    }

    /// <inheritdoc/>
    public void Broken(Connection connection)
    {
        if (!underWay.Remove(connection.Tag, out var command)) return;
        Tally.Trouble(0);
        Again(command, true);
    }

    void Again(Command command, bool worth)
    {
        if (worth && command.Attempt < Attempts) again.Enqueue(command with { Attempt = command.Attempt + 1 });
        else Unanswered++;
    }

    readonly record struct Command(int Person, int Number, long SentAt, int Attempt = 1);
}
