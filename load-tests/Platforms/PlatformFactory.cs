using System.Net;

namespace Platform.LoadTests.Platforms;

/// <summary>Starts the platform that the command line asks for.</summary>
static class PlatformFactory
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Starts one, or resolves the target, and waits until its demonstration tenants are served.</summary>
    /// <param name="target">A platform that runs already; null: one is started.</param>
    /// <param name="standalone">One process on SQLite; otherwise silo, gateway and PostgreSQL.</param>
    /// <param name="progress">Gets each step.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public static async Task<IPlatform> Start(Uri? target, bool standalone, TextWriter progress, CancellationToken cancellation)
    {
        if (target is not null) return await ExternalPlatform.Resolve(target, cancellation);
        await progress.WriteLineAsync(standalone ? "starting Standalone on SQLite" : "starting PostgreSQL, silo and gateway");
        IPlatform platform = standalone ? await StandalonePlatform.Start(cancellation) : await ClusterOnPostgres.Start(new(Silos: 1, Gateways: 1), cancellation);
        try
        {
            await WaitUntilTenantsServed(platform.Address, cancellation);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until every demonstration tenant is served: a gateway is healthy before its silo has seeded them.</summary>
    /// <exception cref="TimeoutException">One is not served in time.</exception>
    public static async Task WaitUntilTenantsServed(IPEndPoint address, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = new($"http://{address}") };
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(Timeout);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        foreach (var tenant in DemoTenant.All)
        {
            while (!await IsServed(http, tenant.Host(address.Port), cancellation))
            {
                if (timeout.IsCancellationRequested) throw new TimeoutException($"{tenant.Host(address.Port)} is not served after {Timeout.TotalSeconds} s.");
                await timer.WaitForNextTickAsync(cancellation);
            }
        }
    }

    static async Task<bool> IsServed(HttpClient http, string host, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = host } };
        using var response = await http.SendAsync(request, cancellation);
        return response.IsSuccessStatusCode;
    }
}
