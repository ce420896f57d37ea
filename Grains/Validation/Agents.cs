using Platform.Grains.Interfaces.Contracts;

namespace Platform.Grains.Validation;

/// <summary>Who among the actors is an agent of the authority.</summary>
static class Agents
{
    internal static bool Is(Actor actor) => actor.Subject.StartsWith("agent:", StringComparison.Ordinal);
}
