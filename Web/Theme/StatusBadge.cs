using Platform.Grains.Interfaces.Requests;

namespace Platform.Web.Theme;

/// <summary>The colour of a state: never the only sign, its name always stands in it.</summary>
static class StatusBadge
{
    public static string Of(RequestStatus status) => status switch
    {
        RequestStatus.Open => "warn",
        RequestStatus.Assigned => "brand-chip",
        RequestStatus.Answered => "good",
        _ => "",
    };

    public static string Of(Priority priority) => priority switch
    {
        Priority.Urgent => "bad",
        Priority.High => "warn",
        _ => "",
    };

    /// <summary>The name of a value as word keys write it.</summary>
    public static string Key(Enum value) => value.ToString().ToLowerInvariant();
}
