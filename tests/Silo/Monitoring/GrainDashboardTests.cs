using System.Security.Cryptography;
using Platform.Gateway.Contracts;
using Platform.Tests.Web.Api;

namespace Platform.Tests.Silo.Monitoring;

/// <summary>Orleans' dashboard is for operators, where it is asked for, and shows nobody's file.</summary>
[Collection(SiloCollection.Name)]
public sealed class GrainDashboardTests(SiloFixture silo) : IAsyncDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("platform-dashboard-").FullName;

    [Fact]
    public async Task ItIsNotThereUnlessItIsAskedFor()
    {
        var town = await silo.Town();
        (await town.As(Roles.Operations).Get("/operations/grains/")).Is(404);
    }

    [Fact]
    public async Task OperatorsAloneSeeItAndNobodySeesTheStateOfAGrain()
    {
        await using var app = silo.Build(new()
        {
            ["Journal:Provider"] = "Sqlite", ["Journal:Folder"] = _folder, ["Operations:GrainDashboard"] = "true",
            ["Journal:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = silo.Client(app);
        var town = await silo.Town(app.Services, http, "ville-tableau");

        Assert.Contains("Orleans Dashboard", (await town.As(Roles.Operations).Get("/operations/grains/")).Is(200).Text);
        (await town.As(Roles.Operations).Get("/operations/grains/DashboardCounters")).Is(200);
        foreach (var path in new[] { "", "index.min.js", "DashboardCounters", "ClusterStats", "GrainTypes", "Trace", "GrainState" })
        {
            (await town.Visitor.Get("/operations/grains/" + path)).Is(401);
            foreach (var other in new[] { town.Supervisor, town.As(Roles.Administrator), town.Program })
                (await other.Get("/operations/grains/" + path)).Is(403);
        }
        (await town.As(Roles.Operations).Get("/operations/grains/GrainState?grainId=a&grainType=tenant")).Is(404);
        (await town.As(Roles.Operations).Get("/operations/grains/grainstate?grainId=a&grainType=tenant")).Is(404);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
