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
        Done(request) is { } done ? done
        : TextRules.Line("assignee", command.Assignee.Subject, 200) is { } refused ? refused
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
        if ((Done(request) ?? TextRules.Lines("text", command.Text, LongestText)) is { } refused)
            return refused;
        if (Agents.Is(command.By) && (TextRules.Said(command.By.Name) is null || TextRules.Said(command.By.Service) is null))
            return new NotAcceptable("by", new(
                "Une réponse porte le nom et le service de l'agent. Complétez votre profil.",
                "An answer carries the agent's name and service. Complete your profile."));
        var answered = new RequestAnswered(now, command.By, command.Channel, TypedText.Lines(command.Text));
        return command.Close ? Decided.Of(answered, new RequestClosed(now, command.By, null)) : answered;
    }

    /// <summary>It is ended: after an answer, or with a reason (F31).</summary>
    public static Decided Close(this RequestState request, CloseRequest command, DateTimeOffset now) =>
        (Done(request) ?? TextRules.Written("reason", command.Reason, LongestReason, lines: true)) is { } refused ? refused
        : request.Answer is null && TextRules.SaidAtLength(command.Reason) is null ? new AnswerFirst()
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

    static Refusal? Done(RequestState request) =>
        request.Version == 0 ? new NoSuchRequest() : request.ClosedAt is { } at ? new AlreadyClosed(at) : null;
}
