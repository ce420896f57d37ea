using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Web.Problems;

namespace Platform.Web.Api;

/// <summary>What the address of a list of requests says in its own forms: days, a citizen, an order.</summary>
static class RequestQuery
{
    static readonly Dictionary<string, RequestSort> Sorts = new()
    {
        ["-openedAt"] = RequestSort.Newest, ["openedAt"] = RequestSort.Oldest, ["dueAt"] = RequestSort.Due,
    };

    /// <summary>Reads them into a filter; the problem with the first that makes no sense, or null.</summary>
    public static Problem? Read(
        RequestFilter filter, string timeZone, string? citizen, string? from, string? to, string? sort, out RequestFilter read)
    {
        read = filter;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        DateTimeOffset? since = null, before = null;
        var order = RequestSort.Newest;
        CitizenId? whose = null;
        if (!string.IsNullOrEmpty(citizen))
        {
            if (!CitizenId.TryParse(citizen, null, out var id))
                return Problem.BadParameter("citizen", new("« citizen » est l'identifiant d'une fiche.", "\"citizen\" is the id of a file."));
            whose = id;
        }
        if (!string.IsNullOrEmpty(from) && (since = Moment(from, zone, 0)) is null)
            return BadMoment("from");
        if (!string.IsNullOrEmpty(to) && (before = Moment(to, zone, 1)) is null)
            return BadMoment("to");
        if (!string.IsNullOrEmpty(sort) && !Sorts.TryGetValue(sort, out order))
            return Problem.BadParameter("sort", new(
                $"« sort » est l'un de : {string.Join(", ", Sorts.Keys)}.", $"\"sort\" is one of: {string.Join(", ", Sorts.Keys)}."));
        read = filter with { Citizen = whose, From = since, Before = before, Sort = order };
        return null;
    }

    /// <summary>Refuses every parameter of the address that the list does not know: a filter that was misspelled would show everything.</summary>
    public static RouteHandlerBuilder KnownParameters(this RouteHandlerBuilder route, params string[] known) =>
        route.AddEndpointFilter((context, next) =>
            context.HttpContext.Request.Query.Keys.FirstOrDefault(name => name is not ("limit" or "after") && !known.Contains(name)) is { } unknown
                ? new(Problem.BadParameter(unknown, new(
                    $"« {unknown} » n'est pas un paramètre de cette liste. Elle connaît : {string.Join(", ", known)}, limit, after.",
                    $"\"{unknown}\" is no parameter of this list. It knows: {string.Join(", ", known)}, limit, after.")))
                : next(context));

    // A day is that of the authority, and the last one is included; an instant says its zone itself.
    static DateTimeOffset? Moment(string text, TimeZoneInfo zone, int days)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
        {
            var midnight = day.AddDays(days).ToDateTime(TimeOnly.MinValue);
            // Where the clocks are put forward at midnight, that day begins an hour later.
            return new(midnight, zone.GetUtcOffset(zone.IsInvalidTime(midnight) ? midnight.AddHours(1) : midnight));
        }
        return text.Length > 10 && text[10] is 'T' && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
    }

    static Problem BadMoment(string name) => Problem.BadParameter(name, new(
        $"« {name} » est un jour (2026-03-01) ou un instant (2026-03-01T08:00:00Z).", $"\"{name}\" is a day (2026-03-01) or an instant (2026-03-01T08:00:00Z)."));
}

/// <summary>Someone to whom a request is given: their subject as a text, or with the name and the service that are shown.</summary>
[JsonConverter(typeof(Converter))]
sealed record Assignee(Actor Actor)
{
    sealed class Converter : JsonConverter<Assignee>
    {
        public override Assignee Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType is JsonTokenType.String)
                return new(new Actor(reader.GetString()!));
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind is JsonValueKind.Object
                && document.RootElement.EnumerateObject().All(member => member.Name is "subject" or "name" or "service")
                && document.RootElement.Deserialize<Actor>(options) is { Subject: not null } actor ? new(actor) : throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, Assignee value, JsonSerializerOptions options) => writer.WriteStringValue(value.Actor.Subject);
    }
}
