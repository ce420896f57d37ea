namespace Platform.Grains.Interfaces.Tenancy;

/// <summary>What a caller may do. People have them by their role, machines by their key.</summary>
public static class Scopes
{
    /// <summary>Record contacts.</summary>
    public const string ContactsWrite = "contacts:write";

    /// <summary>Find and read citizen files and their histories.</summary>
    public const string CitizensRead = "citizens:read";

    /// <summary>Note, correct and merge citizen files.</summary>
    public const string CitizensWrite = "citizens:write";

    /// <summary>List and read requests.</summary>
    public const string RequestsRead = "requests:read";

    /// <summary>Open, assign, note, answer, close and reopen requests.</summary>
    public const string RequestsWrite = "requests:write";

    /// <summary>Change what the tenant sets about itself.</summary>
    public const string TenantWrite = "tenant:write";

    /// <summary>Every scope there is.</summary>
    public static IReadOnlyList<string> All { get; } =
        [ContactsWrite, CitizensRead, CitizensWrite, RequestsRead, RequestsWrite, TenantWrite];
}
