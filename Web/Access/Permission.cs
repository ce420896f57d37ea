using System.Collections.Frozen;
using Platform.Gateway.Contracts;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Web.Access;

/// <summary>What can be done here and who may: the one table that API, pages and exports read. What is not in it is refused.</summary>
/// <remarks>A permission that is a scope (<see cref="Scopes"/>) is also had by the machines whose key carries it.</remarks>
static class Permission
{
    /// <summary>What a town shows to everybody: its services, its forms, the state of a request by its code.</summary>
    public const string Public = "public";

    /// <summary>Read who saw a file (F13).</summary>
    public const string AccessesRead = "accesses:read";

    /// <summary>Change the settings of the tenant.</summary>
    public const string TenantWrite = Scopes.TenantWrite;

    /// <summary>Read the directory of all tenants.</summary>
    public const string Directory = "directory:read";

    /// <summary>Say how a node is.</summary>
    public const string FiguresWrite = "figures:write";

    /// <summary>See how the platform is, all tenants together; no file, no name.</summary>
    public const string OperationsRead = "operations:read";

    /// <summary>Give orders to the platform.</summary>
    public const string OperationsWrite = "operations:write";

    /// <summary>Tell of a session that was signed out.</summary>
    public const string SessionsEnd = "sessions:end";

    static readonly string[] Desk = [Roles.Agent, Roles.Supervisor];

    /// <summary>Who holds each permission by role.</summary>
    public static FrozenDictionary<string, string[]> Holders { get; } = new Dictionary<string, string[]>
    {
        [Public] = [Roles.Visitor, Roles.Citizen, Roles.Agent, Roles.Supervisor, Roles.Administrator, Roles.Operations, Roles.Machine],
        [Scopes.ContactsWrite] = Desk,
        [Scopes.CitizensRead] = Desk,
        [Scopes.CitizensWrite] = Desk,
        [Scopes.RequestsRead] = Desk,
        [Scopes.RequestsWrite] = Desk,
        [Scopes.TenantWrite] = [Roles.Administrator],
        [AccessesRead] = [Roles.Supervisor, Roles.Administrator],
        [Directory] = [Roles.Gateway],
        [FiguresWrite] = [Roles.Gateway],
        [OperationsRead] = [Roles.Operations],
        [OperationsWrite] = [Roles.Operations],
        [SessionsEnd] = [Roles.Gateway],
    }.ToFrozenDictionary();

    // F12: first-level agents have no access to files. They record contacts; whoever was granted a sector reads.
    static readonly FrozenSet<string> OfFiles =
        new[] { Scopes.CitizensRead, Scopes.CitizensWrite, Scopes.RequestsRead, Scopes.RequestsWrite }.ToFrozenSet();

    /// <summary>Whether a caller may.</summary>
    public static bool May(this Caller caller, string permission)
    {
        if (!Holders.TryGetValue(permission, out var holders))
            return false;
        if (caller.Role is Roles.Machine && caller.Scopes.Contains(permission))
            return true;
        return holders.Contains(caller.Role) && !(caller is { Role: Roles.Agent, Sectors.Count: 0 } && OfFiles.Contains(permission));
    }
}
