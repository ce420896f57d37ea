using System.Text.Json;
using Platform.Grains.Interfaces.Services;

namespace Platform.Silo.DemoData;

/// <summary>What people ask a service for, and what it answers: <c>{n}</c>, <c>{rue}</c> and <c>{jour}</c> stand for a number, a street and a day.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Body">What they say.</param>
/// <param name="Answer">What they are answered.</param>
/// <param name="Note">What colleagues tell each other, or null.</param>
/// <param name="Urgent">It often cannot wait.</param>
sealed record DemoTopic(string Subject, string Body, string Answer, string? Note = null, bool Urgent = false)
{
    static readonly Dictionary<string, DemoTopic[]> ByService = Read();

    /// <summary>Those of a service of the demonstration.</summary>
    public static IReadOnlyList<DemoTopic> Of(ServiceId service) => ByService[service.Value];

    static Dictionary<string, DemoTopic[]> Read()
    {
        using var file = typeof(DemoTopic).Assembly.GetManifestResourceStream("Demonstration/topics.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, DemoTopic[]>>(file, JsonSerializerOptions.Web)!;
    }
}
