using Platform.Grains.Interfaces.Contracts;

namespace Platform.Grains.Interfaces.Deadlines;

/// <summary>A deadline has come: what a grain makes of being told so. Its id is made of name and time, so that it has its effect once.</summary>
/// <param name="CommandId">See <see cref="Command"/>.</param>
/// <param name="By">The platform: nobody asked.</param>
/// <param name="Name">Of the deadline, as the grain that set it calls it.</param>
/// <param name="DueAt">When it was due.</param>
[GenerateSerializer, Immutable, Alias("meet-deadline")]
public sealed record MeetDeadline(
    string CommandId, Actor By, [property: Id(0)] string Name, [property: Id(1)] DateTimeOffset DueAt) : Command(CommandId, By)
{
    /// <summary>The same for whoever tells it, and however often.</summary>
    /// <param name="kind">Of the grain, as the journal calls it.</param>
    /// <param name="id">The id part of the grain's key.</param>
    /// <param name="name">Of the deadline.</param>
    /// <param name="dueAt">When it was due.</param>
    public static MeetDeadline Of(string kind, string id, string name, DateTimeOffset dueAt) =>
        new($"deadline/{kind}/{id}/{name}/{dueAt.UtcDateTime:O}", Actor.Platform, name, dueAt);
}
