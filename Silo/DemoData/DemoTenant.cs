using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;

namespace Platform.Silo.DemoData;

/// <summary>An invented authority, as its file beside this one tells it.</summary>
sealed record DemoTenant(
    string Name, TenantKind Kind, TenantId? Parent, Brand Brand, IReadOnlyList<DemoService> Services, IReadOnlyList<DemoCitizen> Stories)
{
    // Generous: whoever measures drives one of them alone.
    static readonly Budget GenerousBudget = new(100_000, 4_000);

    static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The three of them, each after its parent.</summary>
    public static IReadOnlyList<DemoTenant> All { get; } = [Read("haute-lys"), Read("val-de-lys"), Read("saint-aubin")];

    [JsonIgnore]
    public TenantId Id { get; private init; }

    [JsonIgnore]
    public string Host => $"{Id}.localhost";

    [JsonIgnore]
    public TenantSettings Settings => new(
        Name, Kind, Parent, [Host], Brand, ["fr", "en", "de", "lb"], Calendar.Default with { Closed = PublicHolidays.All },
        [.. Services.Select(sheet => sheet.Service)], GenerousBudget);

    /// <summary>Everybody knows it: it opens what is invented, and nothing else.</summary>
    [JsonIgnore]
    public string Key => $"demo-key-{Id}";

    [JsonIgnore]
    public ApiKey ApiKey => new("demo", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key))), Scopes.All);

    static DemoTenant Read(string name)
    {
        using var file = typeof(DemoTenant).Assembly.GetManifestResourceStream($"Demonstration/{name}.json")!;
        return JsonSerializer.Deserialize<DemoTenant>(file, JsonOptions)! with { Id = TenantId.Parse(name) };
    }
}

/// <summary>The sheet of a service; opening hours as <c>mo-fr 08:30-12:00</c>.</summary>
sealed record DemoService(
    ServiceId Id, string Sector, LocalText Name, LocalText Purpose, IReadOnlyList<ServicePoint> Points, IReadOnlyList<string> Hours,
    LocalText Appointment, LocalText Access, LocalText Busy)
{
    static readonly string[] Days = ["su", "mo", "tu", "we", "th", "fr", "sa"];

    [JsonIgnore]
    public Service Service => new(Id, Name, Purpose, Sector, Points, [.. Hours.SelectMany(Open)], Appointment, Access, Busy);

    static IEnumerable<OpeningHours> Open(string line)
    {
        var (days, hours) = (line.Split(' ')[0], line.Split(' ')[1].Split('-'));
        return days.Split(',').SelectMany(Each).Select(day => new OpeningHours(day, TimeOnly.Parse(hours[0]), TimeOnly.Parse(hours[1])));
    }

    static IEnumerable<DayOfWeek> Each(string days)
    {
        var ends = days.Split('-').Select(day => Array.IndexOf(Days, day)).ToArray();
        // A French week ends on Sunday, which DayOfWeek counts as day 0.
        for (var day = ends[0]; ; day = (day + 1) % 7)
        {
            yield return (DayOfWeek)day;
            if (day == ends[^1])
                yield break;
        }
    }
}

/// <summary>A citizen who does not exist, and what they asked for.</summary>
sealed record DemoCitizen(string Name, string? Email, string? Phone, string? Note, IReadOnlyList<DemoContact> Contacts);

/// <summary>One contact of a story, and what came of it.</summary>
sealed record DemoContact(
    Channel Channel, ServiceId Service, string Subject, string Body, string Language = "fr", bool Opens = false,
    Priority Priority = Priority.Normal, bool Assign = false, string? Note = null, string? Answer = null, bool Close = false);
