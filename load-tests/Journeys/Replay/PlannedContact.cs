using Platform.LoadTests.Checking;

namespace Platform.LoadTests.Journeys.Replay;

/// <summary>One contact of a replay.</summary>
/// <param name="Canary">Its command; its text is the idempotency key as well.</param>
/// <param name="Person">Who contacts.</param>
/// <param name="Body">The JSON that is posted.</param>
/// <param name="Duplicate">Whether it is sent twice on purpose.</param>
sealed record PlannedContact(Canary Canary, SyntheticPerson Person, byte[] Body, DuplicateSend Duplicate)
{
    /// <summary>The same for every attempt.</summary>
    public string IdempotencyKey => Canary.ToString()[1..].Replace('/', '.');
}

/// <summary>How a command is sent twice with the same key.</summary>
enum DuplicateSend
{
    /// <summary>Not at all, unless its response is lost.</summary>
    None,

    /// <summary>Twice at the same moment: a double click.</summary>
    Concurrent,

    /// <summary>Again after its receipt: a client that lost its state.</summary>
    AfterReceipt,
}
