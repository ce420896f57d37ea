using System.Diagnostics;
using Platform.LoadTests.Load.Http;

namespace Platform.LoadTests.Load.Contacts;

/// <summary>The same requests, to an endpoint of the silo that answers at once: what the way there and back costs, and nothing else.</summary>
/// <param name="templates">The requests.</param>
/// <param name="chance">Of who they name.</param>
/// <param name="tally">Gets what is seen.</param>
sealed class EdgeTraffic(Templates templates, Random chance, Tally tally) : ITraffic
{
    /// <summary>Where the silo answers at once, with <c>Measurement:Edge</c>.</summary>
    public const string Path = "/measurement/contacts";

    int number;

    /// <inheritdoc/>
    public bool Next(Connection connection)
    {
        if (Stopwatch.GetTimestamp() >= tally.Until) return false;
        var person = chance.Next(10_000);
        var template = templates.For(person);
        template.Write(person, number++, connection.Prepare(template.Length));
        return true;
    }

    /// <inheritdoc/>
    public void Answered(Connection connection, Answer answer)
    {
        if (answer.Status is 201 or 200) tally.Add(1, connection.SentAt);
        else tally.Trouble(answer.Status);
    }

    /// <inheritdoc/>
    public void Broken(Connection connection) => tally.Trouble(0);
}
