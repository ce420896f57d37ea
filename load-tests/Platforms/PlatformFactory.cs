using System.Net;

namespace Platform.LoadTests.Platforms;

/// <summary>The ways of having a platform.</summary>
static class PlatformFactory
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Has one, with the tenants of the demonstration.</summary>
    /// <param name="target">Where one runs already; null: starts one.</param>
    /// <param name="standalone">On SQLite in one process; otherwise silo, gateway and PostgreSQL.</param>
    /// <param name="progress">Hears of each step.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IPlatform> Start(Uri? target, bool standalone, TextWriter progress, CancellationToken cancellation)
    {
        if (target is not null) return await Elsewhere.Find(target, cancellation);
        await progress.WriteLineAsync(standalone ? "starting Standalone on SQLite" : "starting PostgreSQL, silo and gateway");
        IPlatform platform = standalone ? await Standalone.Start(cancellation) : await ClusterOnPostgres.Start(new(Silos: 1, Gateways: 1), cancellation);
        try
        {
            await Knows(platform.Address, cancellation);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until every tenant of the demonstration is served: a gateway is well before its silo has seeded them.</summary>
    /// <exception cref="TimeoutException">One is not.</exception>
    public static async Task Knows(IPEndPoint address, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = new($"http://{address}") };
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        foreach (var tenant in Tenant.All)
        {
            while (!await Answers(http, tenant.Host(address.Port), cancellation))
            {
                if (late.IsCancellationRequested) throw new TimeoutException($"{tenant.Host(address.Port)} is not served after {Patience.TotalSeconds} s.");
                await pace.WaitForNextTickAsync(cancellation);
            }
        }
    }

    static async Task<bool> Answers(HttpClient http, string host, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = host } };
        using var answer = await http.SendAsync(request, cancellation);
        return answer.IsSuccessStatusCode;
    }
}
