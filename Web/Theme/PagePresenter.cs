using System.Globalization;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;
using Platform.Web.Localization;

namespace Platform.Web.Theme;

/// <summary>What every page needs: whose it is, who looks at it, and its words, dates and hours in their language.</summary>
sealed class PagePresenter(IHttpContextAccessor accessor, TimeProvider clock)
{
    HttpContext Context => accessor.HttpContext!;

    public Caller Caller => Context.Caller();

    public TenantSettings Tenant => field ??= Context.Tenant().Settings;

    /// <summary>The town is in a crisis: its message stands on every page, and callbacks are offered.</summary>
    public Crisis? Crisis => Context.Tenant().Crisis;

    /// <summary>Those that a page can be read in.</summary>
    public IReadOnlyList<string> Languages => field ??= Translations.Complete(Tenant.Languages);

    /// <summary>One of <see cref="Languages"/>.</summary>
    public string Language => field ??= RequestLanguage.Of(Context.Request, Languages);

    public CultureInfo Culture => Translations.Culture(Language);

    public string this[string key] => Translations.In(Language, key);

    public string this[string key, params object?[] values] => string.Format(Culture, this[key], values);

    /// <summary>A number with its noun: French counts none as one.</summary>
    public string Count(string key, long count) =>
        this[key + (count == 1 || (count == 0 && Language is "fr") ? ".one" : ".many"), count];

    public string Translate(LocalText? text) => text?.In(Language) ?? "";

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>A day: 3 mars 2026.</summary>
    public string Day(DateTimeOffset at) => Local(at).ToString("d MMMM yyyy", Culture);

    /// <summary>A day and time: 3 mars 2026, 14:05.</summary>
    /// <remarks>The hour that comes twice when the clocks are put back says which of the two it is.</remarks>
    public string Moment(DateTimeOffset at) => Local(at).ToString("d MMMM yyyy, HH:mm", Culture)
        + (!Zone.IsAmbiguousTime(at) ? "" : Zone.IsDaylightSavingTime(at) ? $" ({this["time.summer"]})" : $" ({this["time.winter"]})");

    /// <summary>A machine's way to write it, for the <c>time</c> element.</summary>
    public static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public string Hour(TimeOnly time) => Language is "fr"
        ? time.Minute == 0 ? $"{time.Hour} h" : $"{time.Hour} h {time.Minute:00}"
        : time.ToString("HH:mm", CultureInfo.InvariantCulture);

    public string DayName(DayOfWeek day) => Culture.TextInfo.ToTitleCase(Culture.DateTimeFormat.GetDayName(day));

    public OpenState Open(IReadOnlyList<OpeningHours> hours) => OpenState.At(hours, Tenant.Calendar, Now);

    /// <summary>Open until 17 h; closed, opens Monday at 8 h.</summary>
    public string Sentence(OpenState state) => state switch
    {
        { Until: { } until } => this["open.until", Hour(until)],
        { NextDay: { } day, NextFrom: { } from } when day == state.Today => this["open.today", Hour(from)],
        { NextDay: { } day, NextFrom: { } from } when day == state.Today.AddDays(1) => this["open.tomorrow", Hour(from)],
        { NextDay: { } day, NextFrom: { } from } => this["open.next", day.ToString("dddd d MMMM", Culture), Hour(from)],
        _ => this["open.no"],
    };

    /// <summary>The service that was chosen, or null.</summary>
    public Service? Service(string? id) => ServiceId.TryParse(id, null, out var known) ? Context.Tenant().Service(known) : null;

    /// <summary>The service that an id names here, or the id where the town has dropped it.</summary>
    public string ServiceName(ServiceId id) => Context.Tenant().Service(id) is { } found ? Translate(found.Name) : id.Value;

    /// <summary>The name that a signature carries (F21).</summary>
    public string Signature(Actor actor) => actor switch
    {
        { Name: { } name, Service: { } service } => $"{name}, {ServiceName(new(service))}",
        { Name: { } name } => name,
        { Subject: "visitor" } => this["actor.visitor"],
        _ => this["actor.platform"],
    };

    /// <summary>A moment in the town's own zone.</summary>
    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    TimeZoneInfo Zone => field ??= TimeZoneInfo.FindSystemTimeZoneById(Tenant.Calendar.TimeZone);
}
