using System.Text.Json;
using Platform.Grains.Interfaces.Contracts;

namespace Platform.Grains.EventSourcing;

/// <summary>A fact that a newer version of the platform wrote: it keeps its place in the history, and changes nothing that we know of.</summary>
/// <param name="Type">Its alias.</param>
/// <param name="At">When.</param>
/// <param name="By">Who, or the platform where it does not say.</param>
public sealed record UnknownFact(string Type, DateTimeOffset At, Actor By)
{
    internal static UnknownFact Of(Fact fact)
    {
        try
        {
            return new(fact.Type, fact.At, JournalJson.Read<Envelope>(fact.Body)?.By ?? Actor.Platform);
        }
        catch (JsonException)
        {
            return new(fact.Type, fact.At, Actor.Platform);
        }
    }

    sealed record Envelope(Actor? By);
}
