using Orleans.Concurrency;
using Platform.Grains.Interfaces.Contracts;

namespace Platform.Grains.Interfaces.Requests;

/// <summary>One request of a citizen to a service, from the contact that opened it to its answer.</summary>
/// <remarks>Repeating a command id returns the first receipt. Every change also joins the citizen's history. What is new for a citizen who was
/// erased is refused with <see cref="Citizens.CitizenErased"/>.</remarks>
[Alias("request")]
public interface IRequestGrain : IGrainWithStringKey
{
    /// <summary>Opens it: it gets its number and its tracking code.</summary>
    [Alias("open")] Task<Outcome<RequestReceipt>> Open(OpenRequest command);

    /// <summary>Gives it to someone.</summary>
    [Alias("assign")] Task<Outcome<RequestReceipt>> Assign(AssignRequest command);

    /// <summary>Leaves a note among colleagues.</summary>
    [Alias("note")] Task<Outcome<RequestReceipt>> Note(NoteRequest command);

    /// <summary>Answers the citizen.</summary>
    [Alias("answer")] Task<Outcome<RequestReceipt>> Answer(AnswerRequest command);

    /// <summary>Ends it.</summary>
    [Alias("close")] Task<Outcome<RequestReceipt>> Close(CloseRequest command);

    /// <summary>Takes it up again.</summary>
    [Alias("reopen")] Task<Outcome<RequestReceipt>> Reopen(ReopenRequest command);

    /// <summary>Leaves memory, and whoever asks next reads the journal. Changes nothing: its citizen was erased.</summary>
    [Alias("forget"), ReadOnly, AlwaysInterleave] Task Forget();

    /// <summary>As it stands.</summary>
    [Alias("read"), ReadOnly] Task<Outcome<RequestView>> Read();
}
