using Microsoft.AspNetCore.Builder;
using Platform.Gateway.Contracts;

namespace Platform.Tests.Web.Api;

/// <summary>A silo that is told to stop waits for work, never for those who wait for news.</summary>
[Collection(SiloCollection.Name)]
public sealed class ShutdownTests(SiloFixture silo)
{
    // An answer that nobody ends comes after twenty seconds and more.
    static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task LongPollsEndWhenTheSiloStops()
    {
        string[] paths = ["/edge/directory", "/edge/silos", RevokedSessionList.Path];
        var folder = System.IO.Directory.CreateTempSubdirectory("platform-stop-");
        await using var app = silo.Build(new()
        {
            ["Journal:Provider"] = "Sqlite", ["Journal:Folder"] = folder.FullName, ["Journal:MasterKey"] = Convert.ToBase64String(new byte[32]),
        });
        using var arrived = new SemaphoreSlim(0);
        app.Use((context, next) =>
        {
            if (context.Request.QueryString.HasValue)
                arrived.Release();
            return next(context);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = silo.Client(app);
        var gateway = new ApiClient(http, new SignedContext("-", "gateway", Roles.Gateway, TestTenant.Soon).Sign(silo.Secret));
        var waiting = new List<Task<ApiResponse>>();
        foreach (var path in paths)
        {
            var version = (await gateway.Get(path)).Is(200).Json.GetProperty("version").GetInt64();
            waiting.Add(gateway.Get($"{path}?after={version}"));
            await arrived.WaitAsync(TestContext.Current.CancellationToken);
        }

        await app.StopAsync(TestContext.Current.CancellationToken).WaitAsync(AtOnce, TestContext.Current.CancellationToken);
        Assert.All(await Task.WhenAll(waiting), answer => answer.Is(200));
        folder.Delete(recursive: true);
    }
}
