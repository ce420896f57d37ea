using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Texts;
using Platform.Grains.Validation;
using Decided = Platform.Grains.EventSourcing.Decision<Platform.Grains.Interfaces.Requests.RequestEvent>;

namespace Platform.Grains.Requests;

/// <summary>What is decided about a request: pure in the command, the request, the time and the chance it was given.</summary>
public static class RequestDecisions
{
    const int LongestSubject = 300;
    const int LongestText = 20_000;
    const int LongestReason = 2_000;
    const int LongestNote = 4_000;

    /// <summary>It is opened.</summary>
    /// <param name="request">The request before: empty.</param>
    /// <param name="command">What it is about.</param>
    /// <param name="citizen">Whose, as the file stands; null where there is none.</param>
    /// <param name="number">A number made at random.</param>
    /// <param name="trackingCode">A code made at random.</param>
    /// <param name="now">When.</param>
    public static Decided Open(
        this RequestState request, OpenRequest command, CitizenView? citizen, string number, string trackingCode, DateTimeOffset now) =>
        request.Version > 0 ? new CommandReused()
        : citizen is null ? new NoSuchCitizen()
        : citizen.MergedInto is { } survivor ? new FileMerged(survivor)
        : command.Contact < 1 || command.Contact > citizen.Version ? new NotAcceptable("contact", new(
            "Ce contact n'est pas dans l'historique de la fiche.", "This contact is not in the history of the file."))
        : (TextRules.Line("subject", command.Subject, LongestSubject)
            ?? TextRules.Written("description", command.Description ?? "", LongestText, lines: true)
            ?? TextRules.Language("language", command.Language)
            ?? TextRules.Label("sector", command.Sector)) is { } refused ? refused
        : command.Service.Value is null ? new NoSuchService()
        : new RequestOpened(
            now, command.By, command.Citizen, command.Contact, number, command.Service, command.Sector, command.Priority, command.Channel,
            command.Language, trackingCode, new(TypedText.Line(command.Subject)!, TypedText.Lines(command.Description)));

    /// <summary>Someone takes it, or is given it.</summary>
    public static Decided Assign(this RequestState request, AssignRequest command, DateTimeOffset now) =>
        (Done(request) ?? Unseen(request, command, command.Seen)
            ?? TextRules.Line("assignee", command.Assignee.Subject, 200)) is { } refused ? refused
        : request.Assignee == command.Assignee ? Decided.Nothing
        : new RequestAssigned(now, command.By, command.Assignee);

    /// <summary>A note among colleagues; also on a closed request.</summary>
    public static Decided Note(this RequestState request, NoteRequest command, DateTimeOffset now) =>
        request.Version == 0 ? new NoSuchRequest()
        : TextRules.Lines("text", command.Text, LongestText) is { } refused ? refused
        : new RequestNoted(now, command.By, TypedText.Lines(command.Text));

    /// <summary>The citizen is answered under the agent's name and service (F21), and the request is closed where that was asked.</summary>
    public static Decided Answer(this RequestState request, AnswerRequest command, DateTimeOffset now)
    {
        if ((Done(request) ?? TextRules.Lines("text", command.Text, LongestText) ?? Unseen(request, command, command.Seen)) is { } refused)
            return refused;
        if (Agents.Is(command.By) && (TextRules.Said(command.By.Name) is null || TextRules.Said(command.By.Service) is null))
            return new NotAcceptable("by", new(
                "Une réponse porte le nom et le service de l'agent. Complétez votre profil.",
                "An answer carries the agent's name and service. Complete your profile."));
        var answered = new RequestAnswered(now, command.By, command.Channel, TypedText.Lines(command.Text));
        return command.Close ? Decided.Of(answered, new RequestClosed(now, command.By, null)) : answered;
    }

    /// <summary>It is ended: after an answer since it was last taken up, or with a reason (F31).</summary>
    public static Decided Close(this RequestState request, CloseRequest command, DateTimeOffset now) =>
        (Done(request) ?? TextRules.Written("reason", command.Reason, LongestReason, lines: true) ?? Unseen(request, command, command.Seen)) is { } refused ? refused
        : (request.Answer is null || request.AnswerOwed) && TextRules.SaidAtLength(command.Reason) is null ? new AnswerFirst()
        : new RequestClosed(now, command.By, TextRules.SaidAtLength(command.Reason));

    /// <summary>It goes on.</summary>
    public static Decided Reopen(this RequestState request, ReopenRequest command, DateTimeOffset now) =>
        request.Version == 0 ? new NoSuchRequest()
        : request.ClosedAt is null ? new NotClosed()
        : TextRules.Lines("reason", command.Reason, LongestReason) is { } refused ? refused
        : new RequestReopened(now, command.By, TypedText.Lines(command.Reason));

    /// <summary>The deadline of its answer has come: it is late where nobody answered. Told too early, again or in vain, nothing is.</summary>
    public static Decided Expire(this RequestState request, DateTimeOffset now) =>
        request.AnswerBy is { } due && due <= now ? new RequestBecameLate(now, Actor.Platform) : Decided.Nothing;

    /// <summary>Another service takes it: nobody there has it yet, and its promise stays (F18).</summary>
    public static Decided Transfer(this RequestState request, TransferRequest command, DateTimeOffset now) =>
        (Done(request) ?? Unseen(request, command, command.Seen)
            ?? TextRules.Written("note", command.Note, LongestNote, lines: true) ?? TextRules.Label("sector", command.Sector)) is { } refused ? refused
        : command.Service.Value is null ? new NoSuchService()
        : command.Service == request.Service ? new AlreadyThere()
        : new RequestTransferred(now, command.By, request.Service, command.Service, command.Sector, TextRules.SaidAtLength(command.Note));

    /// <summary>It is more, or less, urgent.</summary>
    public static Decided Prioritise(this RequestState request, PrioritiseRequest command, DateTimeOffset now) =>
        Done(request) is { } done ? done
        : !Enum.IsDefined(command.Priority) ? new NotAcceptable("priority", new("Cette priorité n'existe pas.", "There is no such priority."))
        : command.Priority == request.Priority ? Decided.Nothing
        : new RequestPriorityChanged(now, command.By, command.Priority);

    /// <summary>A colleague is asked.</summary>
    public static Decided Ask(this RequestState request, AskColleague command, DateTimeOffset now) =>
        (Done(request) ?? TextRules.Line("colleague", command.Colleague.Subject, 200) ?? TextRules.Lines("question", command.Question, LongestNote)) is { } refused
            ? refused
            : new RequestColleagueAsked(now, command.By, command.Colleague, TextRules.SaidAtLength(command.Question));

    /// <summary>It belongs with another one; also where one of them is closed.</summary>
    public static Decided Link(this RequestState request, RequestId id, LinkRequest command, DateTimeOffset now) =>
        request.Version == 0 ? new NoSuchRequest()
        : command.Other.Request == id ? new NotAcceptable("request", new("C'est cette demande même.", "That is this very request."))
        : request.Links.Any(link => link.Request == command.Other.Request) ? Decided.Nothing
        : new RequestLinked(now, command.By, command.Other);

    /// <summary>An older request of the same person goes on in its place.</summary>
    /// <param name="request">The one that ends.</param>
    /// <param name="id">Its id.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="survivor">The other, where it is of the same person; null where it is not, or where there is none.</param>
    /// <param name="now">When.</param>
    /// <remarks>Only an older one survives: whatever is merged at once, the oldest stays, and no ring can be.</remarks>
    public static Decided Merge(this RequestState request, RequestId id, MergeRequest command, RequestView? survivor, DateTimeOffset now) =>
        Done(request) is { } done ? done
        : survivor is null || survivor.Status is RequestStatus.Closed || survivor.Id.Value.CompareTo(id.Value) >= 0 ? new CannotMergeRequests()
        : new RequestMerged(now, command.By, new(survivor.Id, survivor.Number));

    /// <summary>A further contact joins it.</summary>
    /// <param name="request">Which.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="file">The file of the contact, as it stands; null where there is none.</param>
    /// <param name="now">When.</param>
    public static Decided Attach(this RequestState request, AttachContact command, CitizenView? file, DateTimeOffset now) =>
        Done(request) is { } done ? done
        : file is null ? new NoSuchCitizen()
        : command.Contact.Version < 1 || command.Contact.Version > file.Version ? new NotAcceptable("contact", new(
            "Ce contact n'est pas dans l'historique de la fiche.", "This contact is not in the history of the file."))
        : request.Contacts.Any(known => known.Citizen == command.Contact.Citizen && known.Version == command.Contact.Version)
            || (request.Citizen == command.Contact.Citizen && request.Contact == command.Contact.Version) ? Decided.Nothing
        : new RequestContactAttached(now, command.By, command.Contact);

    // What oneself or a deadline did since is no surprise, nor is a note that asks nothing of anybody.
    static Refusal? Unseen(RequestState request, Command command, long? seen) =>
        seen is { } version && request.Lines.FirstOrDefault(line => line.Version > version && line.By.Subject != command.By.Subject
            && line.By.Subject != Actor.Platform.Subject && line.Type is not ("request-noted" or "request-linked")) is { } line
            ? new ChangedMeanwhile(line.Type, line.By.Name ?? line.By.Subject, line.At, request.Version)
            : null;

    static Refusal? Done(RequestState request) =>
        request.Version == 0 ? new NoSuchRequest() : request.ClosedAt is { } at ? new AlreadyClosed(at) : null;
}
