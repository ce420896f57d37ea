using System.Net;
using System.Text.Json;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Journeys.Footprint;

/// <summary>A silo's memory after a full garbage collection, as <c>/measurement/memory</c> answers it.</summary>
/// <param name="Heap">Bytes of live objects.</param>
/// <param name="Resident">Resident bytes of the process.</param>
/// <param name="Citizens">Citizen grains in memory.</param>
sealed record SiloMemory(long Heap, long Resident, int Citizens)
{
    /// <summary>Has the silo collect garbage, and measures.</summary>
    /// <param name="gateway">The gateway's address.</param>
    /// <param name="leave">Deactivates all grains first.</param>
    /// <param name="cancellation">Cancels the request.</param>
    public static async Task<SiloMemory> Of(IPEndPoint gateway, bool leave, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = new($"http://{gateway}"), Timeout = TimeSpan.FromMinutes(2) };
        using var request = DemoTenant.All[0].CreateRequest(gateway.Port, $"/measurement/memory?leave={(leave ? "true" : "false")}", "{}");
        using var response = await http.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
        return JsonSerializer.Deserialize<SiloMemory>(await response.Content.ReadAsStringAsync(cancellation), JsonSerializerOptions.Web)!;
    }

    public override string ToString() => $"{Citizens:N0} citizens, heap {Heap / 1_048_576.0:N1} MB, resident {Resident / 1_048_576.0:N1} MB";
}
