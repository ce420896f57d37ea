using System.Net;
using System.Text.Json;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Journeys.Footprint;

/// <summary>What a silo holds after a full collection.</summary>
/// <param name="Heap">Bytes of live objects.</param>
/// <param name="Resident">Bytes of the process.</param>
/// <param name="Citizens">Citizens among its grains.</param>
sealed record SiloMemory(long Heap, long Resident, int Citizens)
{
    /// <summary>Has the silo collect, and tell.</summary>
    /// <param name="gateway">The way to it.</param>
    /// <param name="leave">All grains leave memory first.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<SiloMemory> Of(IPEndPoint gateway, bool leave, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = new($"http://{gateway}"), Timeout = TimeSpan.FromMinutes(2) };
        using var asked = Tenant.All[0].Ask(gateway.Port, $"/measurement/memory?leave={(leave ? "true" : "false")}", "{}");
        using var told = await http.SendAsync(asked, cancellation);
        told.EnsureSuccessStatusCode();
        return JsonSerializer.Deserialize<SiloMemory>(await told.Content.ReadAsStringAsync(cancellation), JsonSerializerOptions.Web)!;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Citizens:N0} citizens, heap {Heap / 1_048_576.0:N1} MB, resident {Resident / 1_048_576.0:N1} MB";
}
