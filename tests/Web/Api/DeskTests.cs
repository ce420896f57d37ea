using Platform.Grains.EventSourcing;

namespace Platform.Tests.Web.Api;

/// <summary>What agents do with files and requests, over HTTP.</summary>
[Collection(SiloCollection.Name)]
public sealed class DeskTests(SiloFixture silo)
{
    static async Task<(string Citizen, ApiResponse Request)> Opened(TestTenant town, string service = "voirie", string mail = "ada@exemple.fr")
    {
        var contact = (await town.Program.Calls(mail)).Is(201);
        var request = (await town.Program.Post("/api/requests", new { citizen = contact["citizen"], contact = int.Parse(contact["version"]!), service, priority = "high" })).Is(201);
        return (contact["citizen"]!, request);
    }

    [Fact]
    public async Task ARequestGoesFromItsContactToItsAnswer()
    {
        var town = await silo.Town();
        var (citizen, opened) = await Opened(town);
        var at = opened.Headers.Location!.ToString();
        Assert.Equal("open", opened["status"]);
        (await town.Supervisor.Post($"{at}/assign")).Is(200);
        (await town.Supervisor.Post($"{at}/notes", new { text = "Vu sur place." })).Is(200);
        (await town.Supervisor.Post($"{at}/answer", new { text = "Réparé demain.", close = true })).Is(200);
        (await town.Supervisor.Post($"{at}/close", new { })).Refuses(409, "already-closed");
        (await town.Supervisor.Post($"{at}/reopen", new { })).Refuses(422, "not-acceptable");
        (await town.Supervisor.Post($"{at}/reopen", new { reason = "Toujours en panne" })).Is(200);
        (await town.Supervisor.Post($"{at}/reopen", new { reason = "Encore" })).Refuses(409, "not-closed");

        var request = (await town.Supervisor.Get(at)).Is(200);
        Assert.Equal(("Lampadaire en panne", "Rue des Lilas.", "high"), (request["subject"], request["description"], request["priority"]));
        Assert.Equal(("phone", "Réparé demain."), (request.Json.GetProperty("answer").GetProperty("channel").GetString(), request.Json.GetProperty("answer").GetProperty("text").GetString()));

        var history = (await town.Supervisor.Get($"/api/citizens/{citizen}/history")).Items;
        Assert.Equal(Enumerable.Range(1, history.Count), history.Select(item => item.GetProperty("version").GetInt32()));
        Assert.Contains(history, item => item.TryGetProperty("request", out var step) && step.GetProperty("type").GetString() == "request-answered");
    }

    [Fact]
    public async Task ARequestIsOpenedOnce()
    {
        var town = await silo.Town();
        var contact = (await town.Program.Calls("ada@exemple.fr")).Is(201);
        var body = new { citizen = contact["citizen"], contact = 1, service = "voirie" };
        var first = (await town.Program.Post("/api/requests", body, key: "open")).Is(201);
        Assert.Equal(first.Text, (await town.Program.Post("/api/requests", body, key: "open")).Is(201).Text);
        Assert.Single((await town.Program.Get("/api/requests")).Items);
    }

    [Fact]
    public async Task ARequestIsOpenedFromAContactToAServiceThatIsThere()
    {
        var town = await silo.Town();
        var contact = (await town.Program.Calls("ada@exemple.fr")).Is(201);
        (await town.Program.Post("/api/requests", new { citizen = contact["citizen"], contact = 1, service = "lune" })).Refuses(422, "no-such-service");
        (await town.Program.Post("/api/requests", new { citizen = contact["citizen"], contact = 9, service = "voirie" })).Refuses(422, "not-acceptable");
        (await town.Program.Post("/api/requests", new { citizen = contact["citizen"], contact = 0, service = "voirie" })).Refuses(422, "not-acceptable");
        (await town.Program.Post("/api/requests", new { contact = 1, service = "voirie" })).Refuses(422, "not-acceptable");
        (await town.Program.Post("/api/requests", new { citizen = contact["citizen"], contact = 1, service = "voirie", urgent = true })).Refuses(400, "unknown-member");
        (await town.Program.Post("/api/requests", new { citizen = contact["citizen"], contact = 1, service = "voirie", priority = "vip" })).Refuses(422, "not-acceptable");
    }

    [Fact]
    public async Task TheListIsFilteredAndReadByPages()
    {
        var town = await silo.Town();
        for (var i = 0; i < 5; i++)
            await Opened(town, i < 3 ? "voirie" : "aide-sociale");
        Assert.Equal(3, (await town.Program.Get("/api/requests?service=voirie&status=open&priority=high")).Is(200).Items.Count);
        Assert.Empty((await town.Program.Get("/api/requests?status=closed")).Items);
        var seen = new List<string>();
        for (string? next = "/api/requests?status=open&limit=2"; next is not null;)
        {
            var page = (await town.Program.Get(next)).Is(200);
            seen.AddRange(page.Items.Select(item => item.GetProperty("id").GetString()!));
            next = page.Json.GetProperty("next").GetString();
        }
        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal(seen.OrderDescending(StringComparer.Ordinal), seen);
        (await town.Program.Get("/api/requests?status=lost")).Refuses(400, "bad-parameter");
    }

    [Fact]
    public async Task BehindTheWallOfASectorARequestDoesNotExist()
    {
        var town = await silo.Town();
        var (citizen, social) = await Opened(town, "aide-sociale");
        var at = social.Headers.Location!.ToString();
        var roads = town.Agent("cadre-de-vie");
        (await roads.Get(at)).Refuses(404, "no-such-request");
        (await roads.Post($"{at}/notes", new { text = "?" })).Refuses(404, "no-such-request");
        Assert.Empty((await roads.Get("/api/requests")).Items);
        Assert.False((await roads.Get($"/api/citizens/{citizen}")).Is(200).Text.Contains("aide-sociale", StringComparison.Ordinal));
        var veiled = (await roads.Get($"/api/citizens/{citizen}/history")).Items[^1];
        Assert.Equal(["version", "type", "at", "by", "erased"], veiled.EnumerateObject().Select(member => member.Name));
        (await town.Agent("social").Get(at)).Is(200);
        Assert.Single((await town.Agent("social", "cadre-de-vie").Get("/api/requests")).Items);
        Assert.Single((await town.Agent("*").Get("/api/requests")).Items);
    }

    [Fact]
    public async Task AContactForAServiceBehindAWallKeepsItsPlaceAndSaysNothing()
    {
        var town = await silo.Town();
        var receipt = (await town.Program.Post("/api/contacts", new
        {
            citizen = new { name = "Ada Martin", email = "ada@exemple.fr" }, channel = "phone", subject = "Aide d'urgence", service = "aide-sociale",
        })).Is(201);
        var at = $"/api/citizens/{receipt.Json.GetProperty("citizen").GetString()}/history";
        Assert.DoesNotContain("urgence", (await town.Agent("cadre-de-vie").Get(at)).Is(200).Text, StringComparison.Ordinal);
        Assert.Contains("urgence", (await town.Agent("social").Get(at)).Is(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatAContactBehindAWallSaysIsNotCarriedOverItByARequest()
    {
        var town = await silo.Town();
        var receipt = (await town.Program.Post("/api/contacts", new
        {
            citizen = new { name = "Ada Martin", email = "ada@exemple.fr" }, channel = "phone", subject = "Aide d'urgence", body = "Plus de revenu.", service = "aide-sociale",
        })).Is(201);
        var citizen = receipt["citizen"];
        var roads = town.Agent("cadre-de-vie");
        (await roads.Post("/api/requests", new { citizen, contact = 1, service = "voirie" })).Refuses(422, "not-acceptable");
        (await roads.Post("/api/requests", new { citizen, contact = 1, service = "voirie", subject = "Trottoir" })).Refuses(422, "not-acceptable");
        Assert.Empty((await town.Program.Get("/api/requests")).Items);
        (await town.Agent("social").Post("/api/requests", new { citizen, contact = 1, service = "aide-sociale" })).Is(201);
    }

    [Theory, InlineData("martin"), InlineData("MART"), InlineData("ada mart"), InlineData("ada%40exemple"), InlineData("06 12 34"), InlineData("%2B33612"), InlineData("0612345678")]
    public async Task ACitizenIsFoundWhileTyping(string typed)
    {
        var town = await silo.Town();
        (await town.Program.Post("/api/contacts", new { citizen = new { name = "Ada Martin", email = "ada@exemple.fr", phone = "06 12 34 56 78" }, channel = "phone", subject = "s" })).Is(201);
        (await town.Program.Calls("bob@ailleurs.fr")).Is(201);
        var found = (await town.Program.Finds(Uri.UnescapeDataString(typed))).Is(200).Items;
        Assert.Contains(found, citizen => citizen.GetProperty("email").GetString() == "ada@exemple.fr");
    }

    [Theory, InlineData(""), InlineData("m"), InlineData("zz"), InlineData("%25%25"), InlineData("__"), InlineData("' or 1=1 --")]
    public async Task WhoIsNotMeantIsNotFound(string typed)
    {
        var town = await silo.Town();
        (await town.Program.Calls("ada@exemple.fr")).Is(201);
        Assert.Empty((await town.Program.Finds(Uri.UnescapeDataString(typed))).Is(200).Items);
    }

    [Fact]
    public async Task AFoundPageLeadsToTheNext()
    {
        var town = await silo.Town();
        for (var i = 0; i < 5; i++)
            (await town.Program.Post("/api/contacts", new { citizen = new { name = $"Lydie Duval {i}" }, channel = "phone", subject = "s" })).Is(201);
        (await town.Program.Post("/api/contacts", new { citizen = new { name = "Ly" }, channel = "phone", subject = "s" })).Is(201);
        var names = new List<string?>();
        for (string? after = null; names.Count < 20;)
        {
            var page = (await town.Program.Post("/api/citizens/search", new { q = "ly", limit = 2, after })).Is(200);
            names.AddRange(page.Items.Select(item => item.GetProperty("name").GetString()));
            if ((after = page.Json.GetProperty("next").GetString()) is null)
                break;
        }
        Assert.Equal(["Ly", "Lydie Duval 4", "Lydie Duval 3", "Lydie Duval 2", "Lydie Duval 1", "Lydie Duval 0"], names);
        (await town.Program.Post("/api/citizens/search", new { q = "ly", after = "elsewhere" })).Refuses(400, "bad-parameter");
        (await town.Program.Post("/api/citizens/search", new { q = "ly", limit = 0 })).Refuses(400, "bad-parameter");
    }

    [Fact]
    public async Task AFormerNameLeadsToTheFile()
    {
        var town = await silo.Town();
        var kept = (await town.Program.Post("/api/contacts", new { citizen = new { name = "Sophie Delorme", email = "sd@exemple.fr" }, channel = "phone", subject = "s" })).Is(201)["citizen"];
        (await town.Supervisor.Post($"/api/citizens/{kept}/corrections", new { name = "Sophie Bertin" })).Is(201);
        var twin = (await town.Program.Post("/api/contacts", new { citizen = new { name = "Sophia Lacour", email = "sl@exemple.fr" }, channel = "phone", subject = "s" })).Is(201)["citizen"];
        (await town.Supervisor.Post($"/api/citizens/{twin}/merge", new { into = kept })).Is(201);
        foreach (var (asked, former) in new[] { ("delorme", "Sophie Delorme"), ("lacour", "Sophia Lacour") })
        {
            var found = Assert.Single((await town.Program.Finds(asked)).Is(200).Items);
            Assert.Equal((kept, "Sophie Bertin", former),
                (found.GetProperty("citizen").GetString(), found.GetProperty("name").GetString(), found.GetProperty("formerName").GetString()));
        }
        Assert.Single((await town.Program.Finds("sophie")).Items);
    }

    [Theory, InlineData("/api/citizens?q=ada"), InlineData("/api/citizens"), InlineData("/api/tracking/ABCDE")]
    public async Task WhatIsPersonalIsRefusedInAnAddress(string path)
    {
        var town = await silo.Town();
        (await town.Program.Get(path)).Refuses(410, "personal-in-address");
    }

    [Fact]
    public async Task DuplicatesAreMergedAndLeadOn()
    {
        var town = await silo.Town();
        var (kept, twin) = ((await town.Program.Calls("ada@exemple.fr"))["citizen"], (await town.Program.Calls("a.martin@exemple.fr"))["citizen"]);
        (await town.Supervisor.Post($"/api/citizens/{kept}/merge", new { into = kept })).Refuses(409, "cannot-merge");
        (await town.Supervisor.Post($"/api/citizens/{twin}/merge", new { into = kept })).Is(201);
        Assert.Equal(kept, (await town.Supervisor.Post($"/api/citizens/{twin}/notes", new { text = "n" })).Refuses(409, "file-merged")["survivor"]);
        Assert.Equal(kept, (await town.Program.Calls("a.martin@exemple.fr")).Is(201)["citizen"]);
    }

    [Fact]
    public async Task AFileIsNotedCorrectedAndConsentsAreKept()
    {
        var town = await silo.Town();
        var at = $"/api/citizens/{(await town.Program.Calls("ada@exemple.fr"))["citizen"]}";
        (await town.Supervisor.Post($"{at}/notes", new { text = "Rappeler le matin." })).Is(201);
        (await town.Supervisor.Post($"{at}/corrections", new { name = "Ada Durand" })).Is(201);
        (await town.Supervisor.Post($"{at}/consents", new { purpose = "reminders", given = true })).Is(201);
        (await town.Supervisor.Post($"{at}/notes", new { text = "" })).Refuses(422, "not-acceptable");
        (await town.Supervisor.Post($"{at}/notes", new { })).Refuses(422, "not-acceptable");
        var file = (await town.Supervisor.Get(at)).Is(200).Json;
        Assert.Equal("Ada Durand", file.GetProperty("identity").GetProperty("name").GetString());
        Assert.Equal("Rappeler le matin.", file.GetProperty("lastNote").GetProperty("body").GetString());
        Assert.True(file.GetProperty("consents")[0].GetProperty("given").GetBoolean());
    }

    [Fact]
    public async Task EveryLookIsRecorded()
    {
        var town = await silo.Town();
        var (citizen, request) = await Opened(town);
        await town.Agent("*").Finds("ada@exemple");
        await town.Agent("*").Get($"/api/citizens/{citizen}");
        await town.Agent("*").Get($"/api/citizens/{citizen}/history");
        await town.Agent("*").Get(request.Headers.Location!.ToString());
        var looks = (await town.Supervisor.Get($"/api/citizens/{citizen}/accesses")).Is(200).Items;
        Assert.Equal(["request", "history", "file", "search"], looks.Select(look => look.GetProperty("what").GetString()));
        Assert.All(looks, look => Assert.Equal("agent:camille", look.GetProperty("subject").GetString()));
    }

    [Fact]
    public async Task WhoHoldsTheCodeSeesWhereItStandsAndNothingOfTheFile()
    {
        var town = await silo.Town();
        var (_, opened) = await Opened(town);
        var code = opened["trackingCode"]!;
        await town.Supervisor.Post($"{opened.Headers.Location}/notes", new { text = "Entre nous." });
        await town.Supervisor.Post($"{opened.Headers.Location}/answer", new { text = "Réparé demain." });
        var tracked = (await town.Visitor.Post("/api/tracking", new { code = code.ToLowerInvariant().Replace('-', ' ') })).Is(200);
        Assert.Equal((opened["number"], "answered", "voirie"), (tracked["number"], tracked["status"], tracked["service"]));
        Assert.Equal(("Réparé demain.", "Camille"), (tracked.Json.GetProperty("answer").GetProperty("text").GetString(), tracked.Json.GetProperty("answer").GetProperty("agent").GetString()));
        foreach (var secret in new[] { "Ada", "exemple.fr", "Lampadaire", "Lilas", "Entre nous" })
            Assert.DoesNotContain(secret, tracked.Text);
    }

    [Fact]
    public async Task ACodeThatLeadsNowhereIsAlwaysToldTheSame()
    {
        var (town, other) = (await silo.Town(), await silo.Town());
        var (_, opened) = await Opened(other);
        var texts = new HashSet<string>();
        foreach (var code in new[] { opened["trackingCode"]!, "ABCDE-FGHIJ-KLMNO-PQRST-UVWXYZ", "x", new string('A', 500), "%27%20or%201=1", opened["number"]! })
            texts.Add((await town.Visitor.Post("/api/tracking", new { code })).Refuses(404, "no-such-request").Text);
        Assert.Single(texts);
    }

    [Fact]
    public async Task ATownTellsOfItselfAndItsServices()
    {
        var town = await silo.Town();
        Assert.Equal(town.Id.Value, (await town.Visitor.Get("/api/tenants")).Items.Single().GetProperty("id").GetString());
        Assert.Equal("commune", (await town.Visitor.Get($"/api/tenants/{town.Id}")).Is(200)["kind"]);
        (await town.Visitor.Get("/api/tenants/nulle-part")).Refuses(404, "no-such-tenant");
        Assert.Equal(["voirie", "aide-sociale"], (await town.Visitor.Get("/api/services")).Items.Select(service => service.GetProperty("id").GetString()));
        var sheet = (await town.Visitor.Get("/api/services/voirie")).Is(200);
        Assert.DoesNotContain("cadre-de-vie", sheet.Text);
        (await town.Visitor.Get("/api/services/lune")).Refuses(404, "not-found");
    }
}
