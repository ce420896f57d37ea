using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Operations;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;
using Platform.Web.Operations.Monitoring;
using Platform.Web.Problems;
using Platform.Web.Theme;

namespace Platform.Web.Operations;

/// <summary>Asks once more before an order is given: what it does, to what, and how it is taken back.</summary>
[Authorize(Permission.OperationsWrite), ResponseCache(NoStore = true)]
sealed class ConfirmCommandPage(PagePresenter presenter, OperatorCommands desk, ClusterMonitor watch, ITenantCache tenants) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string Kind { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Subject { get; set; } = OperatorCommand.Everyone;

    [BindProperty]
    public string? Factor { get; set; } = "4";

    [BindProperty]
    public string? Message { get; set; }

    [BindProperty]
    public string? MessageEn { get; set; }

    [BindProperty]
    public string? MessageDe { get; set; }

    [BindProperty]
    public string? MessageLb { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? PerDay { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Peak { get; set; }

    [TempData]
    public string? StatusMessage { get; set; }

    OperatorCommandKind Asked => OperatorCommandKinds.Parse(Kind)!.Value;

    public string Title => presenter["order." + Kind];

    /// <summary>What the order is about, as people name it; null where it is about nothing in particular.</summary>
    public string? About => Asked switch
    {
        OperatorCommandKind.Announce or OperatorCommandKind.Withdraw => null,
        OperatorCommandKind.Drain => Subject,
        OperatorCommandKind.Replay => presenter["ops.letter-number", Subject],
        _ => Subject is OperatorCommand.Everyone ? presenter["ops.all-tenants"] : tenants.Find(TenantId.Parse(Subject))!.Settings.Name,
    };

    public bool HasMessage => Asked is OperatorCommandKind.StopIntake or OperatorCommandKind.DeclareCrisis;

    public bool HasFactor => Asked is OperatorCommandKind.DeclareCrisis;

    public bool HasLoad => Asked is OperatorCommandKind.Announce;

    /// <summary>Citizens notice it.</summary>
    public bool IsDisruptive => Asked is OperatorCommandKind.StopIntake or OperatorCommandKind.Drain;

    /// <summary>What the announced load would ask for, or null.</summary>
    public string? CapacityForecast => Announced is not { } load ? null
        : CapacityAdvice.Of(Measurements.Of(
            watch.Seen.Nodes, [.. watch.History.Read().Select(span => span.Load)], watch.Seen.CoresOfSilo), load) is { ForAnnounced: { } silos } advice
        ? presenter["order.foreseen", presenter.Number(load.PerSecond), silos, advice.Recommended]
        : presenter["order.unforeseen", presenter.Number(load.PerSecond)];

    public IActionResult OnGet()
    {
        if (OperatorCommandKinds.Parse(Kind) is null)
            return NotFound();
        if (!HasLoad && desk.Check(Asked, Subject, Terms) is { Kind: RefusalKind.NotFound })
            return NotFound();
        Prepare();
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (OperatorCommandKinds.Parse(Kind) is null)
            return NotFound();
        if (!HasCommand)
            return BadRequest();
        var given = await desk.Execute(presenter.Caller, CommandId("order"), Asked, Subject, Terms, cancellation);
        if (given.Refusal is { } refusal)
        {
            if (refusal is NoSuchTenant)
                return NotFound();
            AddFieldError(refusal, presenter.Language, HasFactor ? "factor" : "order");
            // What was corrected is another order.
            (Command, Response.StatusCode) = (default, Problem.StatusOf(refusal.Kind));
            Prepare();
            return Page();
        }
        StatusMessage = presenter["ops.said", Title, presenter.Subject(given.Value!)];
        return Redirect("/operations#operator-commands");
    }

    CommandParameters Terms => new(
        HasMessage && (Trimmed(Message) ?? Trimmed(MessageEn) ?? Trimmed(MessageDe) ?? Trimmed(MessageLb)) is not null
            ? new LocalText(NormalizedLines(Message), Some(MessageEn), Some(MessageDe), Some(MessageLb))
            : null,
        HasFactor && int.TryParse(Factor, out var factor) ? factor : null,
        Announced?.PerDay, Announced?.Peak);

    AnnouncedLoad? Announced => HasLoad && long.TryParse(PerDay, CultureInfo.InvariantCulture, out var perDay)
        && double.TryParse(Peak?.Replace(',', '.'), CultureInfo.InvariantCulture, out var peak) && double.IsFinite(peak) ? new(perDay, peak) : null;

    static string? Some(string? text) => Trimmed(text) is null ? null : NormalizedLines(text);
}
