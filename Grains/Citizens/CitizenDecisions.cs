using Platform.Grains.Contacts;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contacts;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Texts;
using Platform.Grains.Validation;
using Decided = Platform.Grains.EventSourcing.Decision<Platform.Grains.Interfaces.Citizens.CitizenEvent>;

namespace Platform.Grains.Citizens;

/// <summary>What is decided about a citizen file: pure in the command, the file and the time.</summary>
public static class CitizenDecisions
{
    const int MostContactPoints = 20;
    const int LongestName = 200;
    const int LongestSubject = 300;
    const int LongestBody = 20_000;
    const int LongestNote = 5_000;

    /// <summary>A contact joins the history; the first opens the file (F10).</summary>
    /// <param name="citizen">The file.</param>
    /// <param name="command">What came in.</param>
    /// <param name="now">When.</param>
    /// <param name="notMine">A sort of contact point that was found to be another file's: said, but not claimed.</param>
    public static Decided Record(this CitizenState citizen, RecordContact command, DateTimeOffset now, ContactPointKind? notMine = null)
    {
        if (citizen.MergedInto is { } survivor)
            return new FileMerged(survivor);
        if (citizen.Version == 0 && !command.Opens)
            return new NoSuchCitizen();
        if (Check(command.Contact) is { } refused)
            return refused;
        if (CheckPerson(command.Person, command.Verified, out var points) is { } wrong)
            return wrong;
        // Who was brought here by an old hint, after a correction gave the point away, is to be looked for again.
        if (command.Opens && citizen.Version > 0 && points.Count > 0 && !Knows(citizen, points))
            return new NoSuchCitizen();
        var contact = command.Contact;
        return new ContactRecorded(
            now, command.By, contact.Channel, contact.Language, contact.Service, new(TypedText.Line(contact.Subject)!, TypedText.Lines(contact.Body)),
            Learn(citizen, command, points, notMine));
    }

    /// <summary>A note for the colleague who takes the next contact (F10).</summary>
    public static Decided Note(this CitizenState citizen, AddNote command, DateTimeOffset now) =>
        (Closed(citizen) ?? TextRules.Lines("text", command.Text, LongestNote)) is { } refused
            ? refused
            : new NoteAdded(now, command.By, TypedText.Lines(command.Text));

    /// <summary>Who they are is put right (GDPR article 16); a point that was wrong is given up.</summary>
    public static Decided Correct(this CitizenState citizen, CorrectIdentity command, DateTimeOffset now)
    {
        if (Closed(citizen) is { } closed)
            return closed;
        if (CheckPerson(command.Identity, false, out var points) is { } wrong)
            return wrong;
        var said = command.Identity;
        if (!Asks(said.Name, citizen.Identity.Name) && !Asks(said.Email, citizen.Identity.Email) && !Asks(said.Phone, citizen.Identity.Phone))
            return new NotAcceptable("name", new(
                "Rien n'est à corriger : donnez le nom, l'adresse ou le numéro qui change, ou un texte vide pour retirer ce qui figure dans la fiche.",
                "There is nothing to correct: give the name, mail or phone that changes, or an empty text to give up what the file has."));
        var changed = new Identity(
            Other(said.Name, citizen.Identity.Name), Other(said.Email, citizen.Identity.Email), Other(said.Phone, citizen.Identity.Phone));
        ContactPoint[] added = [.. points.Where(point => citizen.ContactPoints.Find(point.Kind, point.Value) is null)];
        return changed == Identity.Unknown && added.Length == 0
            ? Decided.Nothing
            : new IdentityCorrected(now, command.By, new(changed, added));
    }

    /// <summary>A consent is given or withdrawn (GDPR article 7).</summary>
    public static Decided Consent(this CitizenState citizen, SetConsent command, DateTimeOffset now) =>
        (Closed(citizen) ?? TextRules.Label("purpose", command.Purpose)) is { } refused
            ? refused
            : citizen.Consents.Any(known => known.Purpose == command.Purpose && known.Given == command.Given)
                ? Decided.Nothing
                : new ConsentSet(now, command.By, command.Purpose, command.Given);

    /// <summary>One of their contact points was proven.</summary>
    public static Decided Verify(this CitizenState citizen, VerifyContactPoint command, DateTimeOffset now)
    {
        if (Closed(citizen) is { } closed)
            return closed;
        var value = command.Kind is ContactPointKind.Email ? ContactPointParser.Mail(command.Value) : ContactPointParser.Phone(command.Value);
        return citizen.ContactPoints.Find(command.Kind, value) switch
        {
            null => new NotAcceptable("value", new(
                "Cette adresse ou ce numéro ne figure pas dans la fiche. Corrigez d'abord la fiche.",
                "This address or number is not in the file. Correct the file first.")),
            { Verified: true } => Decided.Nothing,
            var point => new ContactPointVerified(now, command.By, point with { Verified = true }),
        };
    }

    /// <summary>This duplicate joins another file.</summary>
    /// <param name="citizen">The duplicate.</param>
    /// <param name="id">Its id.</param>
    /// <param name="survivor">The other file as the journal has it.</param>
    /// <param name="command">Which.</param>
    /// <param name="now">When.</param>
    public static Decided Merge(this CitizenState citizen, CitizenId id, CitizenState survivor, MergeInto command, DateTimeOffset now) =>
        citizen.Version == 0 || survivor.Version == 0 ? new NoSuchCitizen()
        : survivor.Erased ? new CitizenErased()
        : citizen.MergedInto is not null || survivor.MergedInto is not null || command.Survivor == id ? new CannotMerge()
        : new MergedInto(now, command.By, command.Survivor);

    /// <summary>A ring of merges, in which every file names another and none is left, is opened at this one.</summary>
    public static Decided LeaveRing(this CitizenState citizen, RepairMerge command, DateTimeOffset now) =>
        citizen.MergedInto is null ? Decided.Nothing : new MergeCancelled(now, command.By);

    /// <summary>A duplicate is taken in: what it knew fills what is unknown here, its contact points come along.</summary>
    public static Decided Absorb(this CitizenState citizen, AbsorbDuplicate command, DateTimeOffset now)
    {
        if (citizen.Duplicates.Contains(command.Duplicate))
            return Decided.Nothing;
        if (Closed(citizen) is { } closed)
            return closed;
        var identity = Unknown(citizen.Identity, command.Identity);
        ContactPoint[] points = [.. command.ContactPoints.Where(point =>
            citizen.ContactPoints.Find(point.Kind, point.Value) is not { } known || point.Verified && !known.Verified)];
        var learned = identity == Identity.Unknown && points.Length == 0 ? null : new Learned(identity, points);
        return new DuplicateAbsorbed(now, command.By, command.Duplicate, command.Versions, learned);
    }

    /// <summary>A change of one of their requests joins the history: each once, in the order of the request.</summary>
    public static Decided Follow(this CitizenState citizen, FollowRequest command, DateTimeOffset now)
    {
        if (Closed(citizen) is { } closed)
            return closed;
        var step = command.Step;
        var known = citizen.Requests.FirstOrDefault(other => other.Request == step.Request)?.Version ?? 0;
        // Where older requests may have left the page, or belonged to a duplicate, only the journal's order can tell.
        var told = known > 0 || citizen.Requests.Count < CitizenState.RequestsShown && citizen.Duplicates.Count == 0;
        return step.Version <= known ? Decided.Nothing
            : told && step.Version > known + 1 ? new EarlierStepMissing()
            : new RequestFollowed(now, command.By, step);
    }

    static Refusal? Closed(CitizenState citizen) =>
        citizen.MergedInto is { } survivor ? new FileMerged(survivor) : citizen.Version == 0 ? new NoSuchCitizen() : null;

    static NotAcceptable? Check(Contact contact) =>
        TextRules.Line("subject", contact.Subject, LongestSubject)
        ?? TextRules.Written("body", contact.Body ?? "", LongestBody, lines: true)
        ?? TextRules.Language("language", contact.Language);

    static NotAcceptable? CheckPerson(Identity person, bool verified, out IReadOnlyList<ContactPoint> points)
    {
        points = [];
        return TextRules.Written("citizen.name", person.Name, LongestName, lines: false) ?? ContactPointParser.Read(person, verified, out points);
    }

    static Learned? Learn(CitizenState citizen, RecordContact command, IReadOnlyList<ContactPoint> points, ContactPointKind? notMine)
    {
        var identity = Unknown(citizen.Identity, command.Person);
        List<ContactPoint>? fresh = null;
        foreach (var point in points)
            if (point.Kind != notMine && Claims(citizen, command, point))
                (fresh ??= new(2)).Add(point);
        return identity == Identity.Unknown && fresh is null ? null : new(identity, fresh is null ? [] : [.. fresh]);
    }

    static bool Knows(CitizenState citizen, IReadOnlyList<ContactPoint> points)
    {
        for (var i = 0; i < points.Count; i++)
            if (citizen.ContactPoints.Find(points[i].Kind, points[i].Value) is not null)
                return true;
        return false;
    }

    // Someone who knows a neighbour's mail could else add his own phone to her file, prove that one, and read on.
    static bool Claims(CitizenState citizen, RecordContact command, ContactPoint point) =>
        citizen.ContactPoints.Find(point.Kind, point.Value) is { } known
            ? point.Verified && !known.Verified
            : (citizen.Version == 0 || command.Verified || Agents.Is(command.By)) && citizen.ContactPoints.Count < MostContactPoints;

    static Identity Unknown(Identity known, Identity said)
    {
        var name = known.Name is null ? TextRules.Said(said.Name) : null;
        var email = known.Email is null ? TextRules.Said(said.Email) : null;
        var phone = known.Phone is null ? TextRules.Said(said.Phone) : null;
        return name is null && email is null && phone is null ? Identity.Unknown : new(name, email, phone);
    }

    // Null leaves a member as it is; empty gives up what is known.
    static bool Asks(string? said, string? known) => said is not null && (TextRules.Said(said) is not null || known is not null);

    static string? Other(string? said, string? known) =>
        said is null ? null
        : TextRules.Said(said) is { } text ? text != known ? text : null
        : known is null ? null : "";
}
