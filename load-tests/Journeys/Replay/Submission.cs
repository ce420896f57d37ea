using Platform.LoadTests.Checking;

namespace Platform.LoadTests.Journeys.Replay;

/// <summary>One contact that will be sent.</summary>
/// <param name="Mark">Which, and whose; its text is the Idempotency-Key as well.</param>
/// <param name="Person">Who contacts.</param>
/// <param name="Body">The JSON that is posted.</param>
/// <param name="SendTwice">Whether it is sent twice on purpose.</param>
sealed record Submission(Mark Mark, Person Person, byte[] Body, SendTwice SendTwice)
{
    /// <summary>The same for every sending of this contact.</summary>
    public string Key => Mark.ToString()[1..].Replace('/', '.');
}

/// <summary>Ways of sending a command again with the same key.</summary>
enum SendTwice
{
    /// <summary>Not at all, as long as its answer comes.</summary>
    None,

    /// <summary>Twice at the same moment: a double click.</summary>
    AtOnce,

    /// <summary>Again after its receipt: a client that lost its own memory.</summary>
    Later,
}
