using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Platform.Gateway.Contracts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Tests.Web.Api;

/// <summary>What must not come in: each has a named refusal and leaves nothing half-done.</summary>
[Collection(SiloCollection.Name)]
public sealed class BadInputTests(SiloFixture silo)
{
    const string Good = """{"citizen":{"email":"ada@exemple.fr"},"channel":"phone","subject":"Un","body":"","language":"fr"}""";

    public static TheoryData<string, int, string, string?> Bodies => new()
    {
        { "{", 400, "malformed-json", null },
        { "{\"citizen\":{},}", 400, "malformed-json", null },
        { Good + "x", 400, "malformed-json", null },
        { Good + Good, 400, "malformed-json", null },
        { "\"text\"", 422, "not-acceptable", "" },
        { "[]", 422, "not-acceptable", "" },
        { "null", 422, "not-acceptable", "" },
        { "", 400, "empty-body", null },
        { "{}", 422, "not-acceptable", "citizen" },
        { """{"citizen":null,"channel":"phone","subject":"s"}""", 422, "not-acceptable", "citizen" },
        { """{"citizen":{"email":"a@b.fr"},"subject":"s"}""", 422, "not-acceptable", "channel" },
        { """{"citizen":{"email":"a@b.fr"},"channel":"phone"}""", 422, "not-acceptable", "subject" },
        { """{"citizen":{"email":"a@b.fr"},"channel":"phone","subject":""}""", 422, "not-acceptable", "subject" },
        { """{"citizen":{"email":"a@b.fr"},"channel":"phone","subject":"  "}""", 422, "not-acceptable", "subject" },
        { """{"citizen":{"email":"a@b.fr"},"channel":"pigeon","subject":"s"}""", 422, "not-acceptable", "channel" },
        { """{"citizen":{"email":"a@b.fr"},"channel":2,"subject":"s"}""", 422, "not-acceptable", "channel" },
        { """{"citizen":{"email":"a@b.fr"},"channel":"phone","subject":7}""", 422, "not-acceptable", "subject" },
        { """{"citizen":{"email":"no mail"},"channel":"phone","subject":"s"}""", 422, "not-acceptable", "citizen.email" },
        { """{"citizen":{"phone":"call me"},"channel":"phone","subject":"s"}""", 422, "not-acceptable", "citizen.phone" },
        { """{"citizen":{"email":"a@b.fr"},"channel":"phone","subject":"s","tenantId":"x"}""", 400, "unknown-member", "tenantId" },
        { """{"citizen":{"email":"a@b.fr","role":"vip"},"channel":"phone","subject":"s"}""", 400, "unknown-member", "citizen.role" },
        { """{"citizen":{"email":"a@b.fr"},"channel":"phone","subject":"s","subject":"t"}""", 400, "repeated-member", "subject" },
        { """{"citizen":{"email":"a@b.fr"},"channel":"phone","subject":"s","language":"zz zz"}""", 422, "not-acceptable", "language" },
        { """{"citizen":{"email":"a@b.fr"},"channel":"phone","subject":"s","service":"nowhere"}""", 422, "no-such-service", null },
        { """{"citizen":{"email":"a@b.fr"},"channel":"phone","subject":"\u0000\t\u200b"}""", 422, "not-acceptable", "subject" },
        { """{"citizen":{"email":"a@b.fr","phone":"+33 6 42 11 22"},"channel":"phone","subject":"s"}""", 422, "not-acceptable", "citizen.phone" },
        { """{"citizen":{"email":"a@b.fr"},"channel":"phone","subject":"\ud800"}""", 400, "malformed-json", null },
        { """{"citizen":{"id":"not an id"},"channel":"phone","subject":"s"}""", 404, "no-such-citizen", null },
        { """{"citizen":{"id":"01900000-0000-7000-8000-000000000000"},"channel":"phone","subject":"s"}""", 404, "no-such-citizen", null },
        { $$"""{"citizen":{"email":"a@b.fr","name":"{{new string('é', 10_000)}}"},"channel":"phone","subject":"s"}""", 422, "not-acceptable", "citizen.name" },
        { $$"""{"citizen":{"email":"a@b.fr"},"channel":"phone","subject":"{{new string('s', 301)}}"}""", 422, "not-acceptable", "subject" },
        { $$"""{"citizen":{"email":"a@b.fr"},"channel":"phone","subject":"s","body":"{{new string('b', 20_001)}}"}""", 422, "not-acceptable", "body" },
        { $$"""{"citizen":{"email":"a@b.fr"},"channel":"phone","subject":{{new string('[', 40)}}{{new string(']', 40)}}}""", 400, "too-deep", null },
        { $$"""{"citizen":{"email":"a@b.fr"},"channel":"phone","subject":"s","body":"{{new string('b', 300_000)}}"}""", 413, "too-large", null },
    };

    [Theory, MemberData(nameof(Bodies))]
    public async Task AContactThatMakesNoSenseIsNamedAndLeavesNothing(string body, int status, string code, string? member)
    {
        var town = await silo.Town();
        var heard = (await town.Program.Post("/api/contacts", body, key: "same")).Refuses(status, code);
        Assert.Equal(member, heard["member"]);
        // The key was not spent either: what is put right goes through with it, and opens the first file.
        Assert.Equal("1", (await town.Program.Post("/api/contacts", Good, key: "same")).Is(201)["version"]);
        Assert.Single((await town.Program.Finds("ada@exemple")).Is(200).Items);
        Assert.Empty((await town.Program.Finds("a@b.fr")).Is(200).Items);
    }

    [Fact]
    public async Task TextThatIsNoUtf8IsRefused()
    {
        var town = await silo.Town();
        var content = new ByteArrayContent([.. Encoding.UTF8.GetBytes("""{"citizen":{"email":"a@b.fr"},"channel":"phone","subject":" """), 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");
        (await town.Program.Post("/api/contacts", content)).Refuses(400, "malformed-json");
    }

    [Theory, InlineData("text/plain"), InlineData("application/x-www-form-urlencoded"), InlineData("application/json; charset=latin1")]
    public async Task OnlyJsonIsTaken(string type)
    {
        var town = await silo.Town();
        var content = new StringContent(Good);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        (await town.Program.Post("/api/contacts", content)).Refuses(415, "not-json");
    }

    [Theory, InlineData(""), InlineData("a\tb")]
    public async Task AKeyIsPrintableAscii(string key) =>
        (await (await silo.Town()).Program.Post("/api/contacts", Good, key: key)).Refuses(400, "bad-idempotency-key");

    [Fact]
    public async Task AKeyHasAtMost200Characters()
    {
        var town = await silo.Town();
        (await town.Program.Post("/api/contacts", Good, key: new('k', 201))).Refuses(400, "bad-idempotency-key");
        var first = (await town.Program.Post("/api/contacts", Good, key: new('k', 200))).Is(201);
        Assert.Equal(first.Text, (await town.Program.Post("/api/contacts", Good, key: new('k', 200))).Is(201).Text);
    }

    [Fact]
    public async Task WithoutAContextNobodyIsHeard()
    {
        var town = await silo.Town();
        var good = new SignedContext(town.Id.Value, "agent:a", Roles.Supervisor, Api.TestTenant.Soon);
        string?[] forged =
        [
            null, "", "x", "a.b", good.Sign(new byte[32]), good.Sign(silo.Secret)[..^2], "x" + good.Sign(silo.Secret), new('x', 9000),
            (good with { Tenant = "Ville 1" }).Sign(silo.Secret), (good with { Tenant = "../x" }).Sign(silo.Secret), (good with { Subject = "" }).Sign(silo.Secret),
        ];
        foreach (var context in forged)
        {
            (await new ApiClient(silo.Http, context).Get("/api/services")).Refuses(401, "not-vouched");
            (await new ApiClient(silo.Http, context).Get("/api/nowhere")).Refuses(401, "not-vouched");
            (await new ApiClient(silo.Http, context).Post("/api/contacts", Good)).Refuses(401, "not-vouched");
        }
    }

    [Fact]
    public async Task WhereTheClocksAreApartTheFaultIsOursAndTheGatewayIsToldToAskAnother()
    {
        var late = new SignedContext("-", "gateway", Roles.Gateway, DateTimeOffset.UtcNow.AddSeconds(-1).ToUnixTimeSeconds());
        var gateway = new ApiClient(silo.Http, late.Sign(silo.Secret));
        Assert.NotNull((await gateway.Get("/edge/directory")).Refuses(503, "clocks-apart").Headers.RetryAfter);
        Assert.Contains("clocks", (await gateway.Get("/health")).Is(503)["trouble"]);
        (await new ApiClient(silo.Http, late.Sign(new byte[32])).Get("/edge/directory")).Refuses(401, "not-vouched");
        (await new ApiClient(silo.Http, late.Sign(new byte[32])).Get("/health")).Is(200);
    }

    [Fact]
    public async Task AnUnknownTenantIsRefused() =>
        (await new TestTenant(TenantId.Parse("nulle-part"), silo.Http, silo.Secret).Program.Post("/api/contacts", Good)).Refuses(404, "no-such-tenant");

    [Fact]
    public async Task TheRightScopeIsNeeded()
    {
        var town = await silo.Town();
        (await town.Machine(Scopes.CitizensRead).Post("/api/contacts", Good)).Refuses(403, "not-allowed");
        (await town.Visitor.Post("/api/contacts", Good)).Refuses(401, "sign-in");
        Assert.Empty((await town.Program.Finds("ada@exemple")).Is(200).Items);
    }

    [Fact]
    public async Task AnotherTenantsCitizenDoesNotExist()
    {
        var (mine, theirs) = (await silo.Town(), await silo.Town());
        var citizen = (await theirs.Program.Calls("ada@exemple.fr")).Is(201)["citizen"];
        (await mine.Program.Get($"/api/citizens/{citizen}")).Refuses(404, "no-such-citizen");
        (await mine.Program.Get($"/api/citizens/{citizen}/history")).Refuses(404, "no-such-citizen");
        (await mine.Program.Post("/api/contacts", new { citizen = new { id = citizen }, channel = "phone", subject = "s" })).Refuses(404, "no-such-citizen");
        (await mine.Program.Post($"/api/citizens/{citizen}/notes", new { text = "s" })).Refuses(404, "no-such-citizen");
        Assert.Empty((await mine.Program.Finds("ada@exemple")).Items);
        Assert.Single((await theirs.Program.Get($"/api/citizens/{citizen}/history")).Items);
    }

    [Fact]
    public async Task AnAddressThatLeadsNowhereIsSaidSo()
    {
        var town = await silo.Town();
        (await town.Program.Get("/api/nowhere")).Refuses(404, "not-found");
        (await town.Program.Get("/api/citizens/..%2Fx")).Refuses(404, "not-found");
        (await town.Program.Get("/api/citizens/01900000-0000-7000-8000-00000000000A")).Refuses(404, "not-found");
        (await town.Program.Get("/api/contacts")).Refuses(405, "method-not-allowed");
    }

    [Theory, InlineData("limit=0"), InlineData("limit=501"), InlineData("limit=x"), InlineData("limit=-1"), InlineData("after=x")]
    public async Task APageMakesSense(string query)
    {
        var town = await silo.Town();
        var citizen = (await town.Program.Calls("ada@exemple.fr"))["citizen"];
        (await town.Program.Get($"/api/citizens/{citizen}/history?{query}")).Refuses(400, "bad-parameter");
        (await town.Program.Get($"/api/requests?{query}")).Refuses(400, "bad-parameter");
    }

    [Fact]
    public async Task AFactFromTheFutureKeepsItsPlaceAndHarmsNobody()
    {
        var town = await silo.Town();
        var citizen = (await town.Program.Calls("ada@exemple.fr")).Is(201)["citizen"]!;
        var id = CitizenId.New(DateTimeOffset.UtcNow);
        var journal = silo.Services.GetRequiredService<IJournal>();
        // A newer version of the platform wrote this stream.
        Fact Written(string type, string body) => new(type, Encoding.UTF8.GetBytes(body), null, DateTimeOffset.UtcNow);
        var contact = (await journal.Read(new(town.Id, "citizen", citizen), 0, 1))[0].Fact;
        Assert.IsType<Appended.Committed>(await journal.Append(
            new(new(town.Id, "citizen", id.ToString()), 0, "future", new byte[] { 1 }, "{}"u8.ToArray(), [contact, Written("hologram-received", """{"depth":3}""")])
            { SealedFor = id }));
        var items = (await town.Program.Get($"/api/citizens/{id}/history")).Is(200).Items;
        Assert.Equal(["contact-recorded", "hologram-received"], items.Select(item => item.GetProperty("type").GetString()));
        Assert.Equal("3", (await town.Program.Post("/api/contacts", new { citizen = new { id }, channel = "phone", subject = "s" })).Is(201)["version"]);
    }

    [Fact]
    public async Task WhoStopsHalfWayLeavesNothing()
    {
        var town = await silo.Town();
        var uri = silo.Http.BaseAddress!;
        using (var socket = new System.Net.Sockets.TcpClient())
        {
            await socket.ConnectAsync(uri.Host, uri.Port);
            var context = town.Sign(new(town.Id.Value, "key:demo", Roles.Machine, Api.TestTenant.Soon) { Scopes = Scopes.All });
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /api/contacts HTTP/1.1\r\nHost: x\r\nPlatform-Context: {context}\r\nContent-Type: application/json\r\nContent-Length: {Good.Length}\r\n\r\n{Good[..^4]}"));
        }
        Assert.Equal("1", (await town.Program.Post("/api/contacts", Good)).Is(201)["version"]);
        Assert.Single((await town.Program.Finds("ada@exemple")).Items);
    }
}
