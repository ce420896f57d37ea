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

    /// <summary>Hands it to another service.</summary>
    [Alias("transfer")] Task<Outcome<RequestReceipt>> Transfer(TransferRequest command);

    /// <summary>Says how urgent it is.</summary>
    [Alias("prioritise")] Task<Outcome<RequestReceipt>> Prioritise(PrioritiseRequest command);

    /// <summary>Asks a colleague something about it.</summary>
    [Alias("ask")] Task<Outcome<RequestReceipt>> Ask(AskColleague command);

    /// <summary>Says that another request belongs with it.</summary>
    [Alias("link")] Task<Outcome<RequestReceipt>> Link(LinkRequest command);

    /// <summary>Ends it in favour of an older request of the same person.</summary>
    [Alias("merge")] Task<Outcome<RequestReceipt>> Merge(MergeRequest command);

    /// <summary>Adds a further contact to it.</summary>
    [Alias("attach")] Task<Outcome<RequestReceipt>> Attach(AttachContact command);

    /// <summary>Leaves memory, and whoever asks next reads the journal. Changes nothing: its citizen was erased.</summary>
    [Alias("forget"), ReadOnly, AlwaysInterleave] Task Forget();

    /// <summary>As it stands.</summary>
    [Alias("read"), ReadOnly] Task<Outcome<RequestView>> Read();
}
