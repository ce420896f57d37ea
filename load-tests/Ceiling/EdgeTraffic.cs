using System.Diagnostics;
using Platform.LoadTests.Generating;

namespace Platform.LoadTests.Ceiling;

/// <summary>The same requests, to an endpoint of the silo that answers at once: what the way there and back costs, and nothing else.</summary>
/// <param name="templates">The requests.</param>
/// <param name="population">Who contacts.</param>
/// <param name="sender">Which sender this is.</param>
/// <param name="until">When to stop, in ticks of <see cref="Stopwatch"/>.</param>
sealed class EdgeTraffic(Templates templates, Population population, int sender, long until) : ITraffic
{
    /// <summary>Where the silo answers at once, with <c>Measurement:Edge</c>.</summary>
    public const string Path = "/measurement/contacts";

    readonly Random chance = population.Chance(sender);
    int number;

    /// <summary>What was seen.</summary>
    public Tally Tally { get; } = new();

    /// <inheritdoc/>
    public bool Next(Connection connection)
    {
        if (Stopwatch.GetTimestamp() >= until) return false;
        var person = chance.Next(10_000);
        var template = templates.For(person);
        template.Write(person, number++, connection.Prepare(template.Length));
        return true;
    }

    /// <inheritdoc/>
    public void Answered(Connection connection, Answer answer)
    {
        if (answer.Status is 201 or 200) Tally.Add(1, connection.SentAt, until);
        else Tally.Trouble(answer.Status);
    }

    /// <inheritdoc/>
    public void Broken(Connection connection) => Tally.Trouble(0);
}
