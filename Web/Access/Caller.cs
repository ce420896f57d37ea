using System.Security.Claims;
using Platform.Gateway.Contracts;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Web.Access;

/// <summary>Who asks, as the gateway vouched for it and this silo verified. Handlers and pages take it as a parameter or from the context.</summary>
/// <param name="Tenant">Whose host was asked; the default value for the gateway itself.</param>
/// <param name="Subject">Opaque and stable; see <see cref="SignedContext.Subject"/>.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
sealed record Caller(TenantId Tenant, string Subject, string Role)
{
    const int LongestSubject = 120;

    /// <summary>The name that answers carry (F21), or null.</summary>
    public string? Name { get; init; }

    /// <summary>The service the person acts for, or null.</summary>
    public string? Service { get; init; }

    /// <summary>What a machine's key allows; empty for people.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The sectors granted (F12); <c>*</c> for all.</summary>
    public IReadOnlyList<string> Sectors { get; init; } = [];

    /// <summary>The proven mail address of a signed-in citizen, or null.</summary>
    public string? Email { get; init; }

    /// <summary>The caller as ASP.NET Core knows them.</summary>
    public ClaimsPrincipal Principal => field ??= new(new ClaimsIdentity(
        [new("sub", Subject), new(ClaimTypes.Role, Role)], SignedContextAuthenticationHandler.SchemeName, "sub", ClaimTypes.Role));

    /// <summary>The caller, as histories keep who acted.</summary>
    public Actor Actor => field ??= new(Subject, Name, Service);

    /// <summary>The caller of a verified context; null where it names no possible tenant or subject.</summary>
    public static Caller? From(SignedContext context)
    {
        var gateway = context is { Role: Roles.Gateway, Tenant: "-" };
        if (!TenantId.TryParse(context.Tenant, null, out var tenant) && !gateway)
            return null;
        if (context.Subject is not { Length: > 0 and <= LongestSubject } || context.Role is null)
            return null;
        return new(tenant, context.Subject, context.Role)
        {
            Name = context.Name, Service = context.Service, Scopes = context.Scopes ?? [], Sectors = context.Sectors ?? [], Email = context.Email,
        };
    }

    /// <summary>Stands on this side of a sector's wall (F12). Supervisors see every flow; a machine is bounded by its scopes alone.</summary>
    public bool Sees(string sector) => Role switch
    {
        Roles.Supervisor or Roles.Machine => true,
        Roles.Agent => Sectors.Contains("*") || Sectors.Contains(sector),
        _ => false,
    };

    /// <summary>Sees every sector: lists need no filter.</summary>
    public bool SeesAll => Role is Roles.Supervisor or Roles.Machine || (Role is Roles.Agent && Sectors.Contains("*"));

    /// <summary>The sectors that lists are bounded by; null where all are seen.</summary>
    public IReadOnlyList<string>? VisibleSectors => SeesAll ? null : Sectors;

    /// <summary>Binds a handler's parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => new(context.Caller());
}

static class CallerOfContext
{
    /// <summary>Who asks. There is always one behind the authorization.</summary>
    public static Caller Caller(this HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("Asked for the caller of a request that was not authenticated.");
}
