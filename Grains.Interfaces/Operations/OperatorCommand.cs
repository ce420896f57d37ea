using System.Text.Json;
using Platform.Grains.Interfaces.Contracts;

namespace Platform.Grains.Interfaces.Operations;

/// <summary>What an operator may order. In the API and in the table by their kebab names: <c>stop-intake</c>.</summary>
public enum OperatorCommandKind
{
    /// <summary>A silo finishes what it has and leaves.</summary>
    Drain,

    /// <summary>A tenant's site is closed, with its maintenance page.</summary>
    StopIntake,

    /// <summary>It is open again.</summary>
    ResumeIntake,

    /// <summary>A tenant, or all, are in a crisis.</summary>
    DeclareCrisis,

    /// <summary>Back to every day.</summary>
    EndCrisis,

    /// <summary>A dead letter is tried again.</summary>
    Replay,

    /// <summary>A load is expected.</summary>
    Announce,

    /// <summary>It is not any more.</summary>
    Withdraw,
}

/// <summary>The kinds of orders as the API and the table write them.</summary>
public static class OperatorCommandKinds
{
    /// <summary><c>stop-intake</c>.</summary>
    public static string Word(this OperatorCommandKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    /// <summary>The kind of a word, or null.</summary>
    public static OperatorCommandKind? Parse(string? word) => Enum.GetValues<OperatorCommandKind>().Cast<OperatorCommandKind?>().FirstOrDefault(kind => kind!.Value.Word() == word);
}

/// <summary>One order, as it is kept: who, when, what, and what became of it.</summary>
/// <param name="Command">Its id: sent twice, it is one.</param>
/// <param name="Kind">What.</param>
/// <param name="Subject">Of what: a silo's name, a tenant, a letter's number; <c>*</c> for the whole platform.</param>
/// <param name="Terms">The rest of it.</param>
/// <param name="By">Who, by their opaque subject.</param>
/// <param name="At">When.</param>
/// <param name="Outcome"><c>done</c>, the code of a refusal, or null where nobody knows: sent again, it is carried out.</param>
public sealed record OperatorCommand(string Command, OperatorCommandKind Kind, string Subject, CommandParameters Terms, string By, DateTimeOffset At, string? Outcome = null)
{
    /// <summary>The whole platform.</summary>
    public const string Everyone = "*";

    /// <summary>It was carried out.</summary>
    public const string Done = "done";

    /// <summary>The order that takes this one back, or null where none does.</summary>
    public OperatorCommandKind? Undo => Outcome is not Done ? null : Kind switch
    {
        OperatorCommandKind.StopIntake => OperatorCommandKind.ResumeIntake,
        OperatorCommandKind.ResumeIntake => OperatorCommandKind.StopIntake,
        OperatorCommandKind.DeclareCrisis => OperatorCommandKind.EndCrisis,
        OperatorCommandKind.EndCrisis => OperatorCommandKind.DeclareCrisis,
        OperatorCommandKind.Announce => OperatorCommandKind.Withdraw,
        _ => null,
    };
}

/// <summary>What an order says beside its kind and subject.</summary>
/// <param name="Message">To the public, or null for the platform's own sentence.</param>
/// <param name="Factor">By how much a budget grows.</param>
/// <param name="PerDay">Contacts in a day that are announced.</param>
/// <param name="Peak">How many times the mean of the day its busiest moment is.</param>
/// <param name="Name">Of who ordered it, as the journal of orders shows it.</param>
public sealed record CommandParameters(LocalText? Message = null, int? Factor = null, long? PerDay = null, double? Peak = null, string? Name = null);

/// <summary>The orders, in the database: every silo reads the same. Append-only, but for what became of them.</summary>
public interface IOperatorCommandStore
{
    /// <summary>Keeps an order. Where its command is known, the first one is answered, whatever it says.</summary>
    /// <exception cref="JournalUnavailableException">The database is away.</exception>
    ValueTask<OperatorCommand> Keep(OperatorCommand order, CancellationToken cancellation = default);

    /// <summary>Notes what became of one.</summary>
    ValueTask Settle(string command, string outcome, CancellationToken cancellation = default);

    /// <summary>The newest first.</summary>
    ValueTask<IReadOnlyList<OperatorCommand>> Newest(int limit, CancellationToken cancellation = default);

    /// <summary>The load that is announced now, or null.</summary>
    ValueTask<AnnouncedLoad?> Announced(CancellationToken cancellation = default);
}

/// <summary>A load that an operator expects.</summary>
/// <param name="PerDay">Contacts in a day.</param>
/// <param name="Peak">How many times the mean of the day its busiest moment is.</param>
public sealed record AnnouncedLoad(long PerDay, double Peak)
{
    /// <summary>Contacts a second in the busiest moment.</summary>
    public double PerSecond => PerDay / 86_400.0 * Peak;
}
