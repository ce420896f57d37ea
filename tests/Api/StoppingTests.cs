using Microsoft.AspNetCore.Builder;
using Platform.Gateway.Contracts;

namespace Platform.Tests.Api;

/// <summary>A silo that is told to stop waits for work, never for those who wait for news.</summary>
[Collection(SiloCollection.Name)]
public sealed class StoppingTests(SiloFixture silo)
{
    // An answer that nobody ends comes after twenty seconds and more.
    static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(8);

    [Theory]
    [InlineData("/edge/directory")]
    [InlineData("/edge/silos")]
    [InlineData(RevokedSessionList.Path)]
    public async Task WhoWaitsForNewsIsLetGoWhenTheSiloStops(string news)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("platform-stop-");
        await using var app = silo.Build(new()
        {
            ["Journal:Provider"] = "Sqlite", ["Journal:Folder"] = folder.FullName, ["Journal:MasterKey"] = Convert.ToBase64String(new byte[32]),
        });
        var waits = new TaskCompletionSource();
        app.Use((context, next) =>
        {
            if (context.Request.QueryString.HasValue)
                waits.TrySetResult();
            return next(context);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        var gateway = new Asker(http, new SignedContext("-", "gateway", Roles.Gateway, Town.Soon).Sign(silo.Secret));
        var version = (await gateway.Get(news)).Is(200).Json.GetProperty("version").GetInt64();
        var waiting = gateway.Get($"{news}?after={version}");
        await waits.Task;

        await app.StopAsync(TestContext.Current.CancellationToken).WaitAsync(AtOnce, TestContext.Current.CancellationToken);
        (await waiting).Is(200);
        folder.Delete(recursive: true);
    }
}
