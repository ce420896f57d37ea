using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Web.Access;
using Platform.Web.Operations.Monitoring;
using Platform.Web.Theme;

namespace Platform.Web.Operations;

/// <summary>The operator's console: how the platform is, and what can be done about it.</summary>
[Authorize(Permission.OperationsRead), ResponseCache(NoStore = true)]
sealed class ConsolePage(OperationsReader reader) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string? Tenant { get; set; }

    [TempData]
    public string? StatusMessage { get; set; }

    public OperationsState State { get; private set; } = null!;

    public string? TenantName => State.Tenants.FirstOrDefault(tenant => tenant.Id == Tenant)?.Name;

    public string Query => Tenant is null ? "" : QueryString.Create("tenant", Tenant).ToString();

    public async Task OnGet(CancellationToken cancellation)
    {
        Tenant = Trimmed(Tenant);
        State = await reader.Read(Tenant, cancellation);
        if (TenantName is null && Tenant is not null)
            (Tenant, State) = (null, await reader.Read(null, cancellation));
    }

    /// <summary>The words of a weight, or that all is well.</summary>
    public static string CssClass(Severity? weight) => weight switch { Severity.Now => "bad", Severity.Soon => "warn", _ => "good" };
}
