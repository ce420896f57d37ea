using Platform.Grains.Interfaces.Histories;
using Platform.Grains.Interfaces.Identities;
using Platform.Web.Access;

namespace Platform.Web.Desk.Citizens;

/// <summary>A page of a history, the newest first.</summary>
/// <param name="Citizen">Whose.</param>
/// <param name="Items">Its lines.</param>
/// <param name="Older">The version before which older lines are, or null.</param>
sealed record HistoryLines(CitizenId Citizen, IReadOnlyList<HistoryItem> Items, long? Older)
{
    /// <summary>How a line stands out.</summary>
    public static string? CssClass(HistoryItem item) => item.Type switch
    {
        _ when CitizenFileAccess.IsVeiled(item) => "veiled",
        "contact-recorded" => "contact",
        "note-added" => "noted",
        _ => null,
    };
}
