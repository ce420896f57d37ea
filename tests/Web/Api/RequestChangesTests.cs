using Microsoft.Extensions.DependencyInjection;
using Platform.Grains.Interfaces.Requests;

namespace Platform.Tests.Web.Api;

/// <summary>An open list is notified of changed requests of its authority, and of no other's.</summary>
[Collection(SiloCollection.Name)]
public sealed class RequestChangesTests(SiloFixture silo)
{
    [Fact]
    public async Task AChangeIsHeardByTheTownThatItIsOf()
    {
        var (town, other) = (await silo.Town(), await silo.Town());
        var changes = silo.Services.GetRequiredService<IRequestChanges>();
        var contact = (await town.Program.Calls("ada@exemple.fr")).Is(201);
        var (heard, elsewhere) = (changes.Next(town.Id), changes.Next(other.Id));
        (await town.Program.Post("/api/requests", new { citizen = contact["citizen"], contact = 1, service = "voirie" })).Is(201);
        await heard.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.False(elsewhere.IsCompleted);
    }

    [Fact]
    public async Task AnOpenListIsToldByServerSentEvents()
    {
        var town = await silo.Town();
        var contact = (await town.Program.Calls("ada@exemple.fr")).Is(201);
        var opened = (await town.Program.Post("/api/requests", new { citizen = contact["citizen"], contact = 1, service = "voirie" })).Is(201);
        using var ask = new HttpRequestMessage(HttpMethod.Get, "/desk/requests/events");
        ask.Headers.Add(Platform.Gateway.Contracts.SignedContext.Header, town.Sign(new(town.Id.Value, "agent:camille", Platform.Gateway.Contracts.Roles.Supervisor, TestTenant.Soon)));
        using var answer = await silo.Http.SendAsync(ask, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        await Heard(lines, "event: ready");
        (await town.Supervisor.Post($"{opened.Headers.Location}/assign")).Is(200);
        await Heard(lines, "event: changed");
    }

    static async Task Heard(StreamReader lines, string line)
    {
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await lines.ReadLineAsync(end.Token) is { } told)
            if (told == line)
                return;
        Assert.Fail($"The line ended without \"{line}\".");
    }
}
