namespace Platform.Tests.Web.Api;

/// <summary>A request moves, and its list says where it is: over HTTP, behind the same walls.</summary>
[Collection(SiloCollection.Name)]
public sealed class RequestMovesTests(SiloFixture silo)
{
    static async Task<(string Citizen, ApiResponse Request, string At)> Opened(
        TestTenant town, string service = "voirie", string mail = "ada@exemple.fr", string subject = "Lampadaire en panne")
    {
        var contact = (await town.Program.Calls(mail, subject)).Is(201);
        var request = (await town.Program.Post("/api/requests", new { citizen = contact["citizen"], contact = int.Parse(contact["version"]!), service })).Is(201);
        return (contact["citizen"]!, request, request.Headers.Location!.ToString());
    }

    [Fact]
    public async Task ATransferredRequestIsBehindTheOtherWallAndTheCitizenIsToldWhereItWent()
    {
        var town = await silo.Town();
        var (_, opened, at) = await Opened(town);
        var (roads, social) = (town.Agent("cadre-de-vie"), town.Agent("social"));
        (await social.Post($"{at}/transfer", new { service = "aide-sociale" })).Refuses(404, "no-such-request");
        (await roads.Post($"{at}/transfer", new { service = "lune" })).Refuses(422, "no-such-service");
        (await roads.Post($"{at}/transfer", new { service = "voirie" })).Refuses(409, "already-there");
        (await roads.Post($"{at}/transfer", new { service = "aide-sociale", note = "Pour vous, entre nous." })).Is(200);
        (await roads.Get(at)).Refuses(404, "no-such-request");
        var moved = (await social.Get(at)).Is(200);
        Assert.Equal((opened["number"], "aide-sociale", "social", "open"), (moved["number"], moved["service"], moved["sector"], moved["status"]));
        var tracked = (await town.Visitor.Post("/api/tracking", new { code = opened["trackingCode"] })).Is(200);
        Assert.Equal(("aide-sociale", moved["dueAt"]), (tracked["service"], tracked["dueAt"]));
        Assert.NotNull(tracked["transferredAt"]);
        Assert.DoesNotContain("entre nous", tracked.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAssigneeIsNamedByTheirSubjectAlone()
    {
        var town = await silo.Town();
        var (_, _, at) = await Opened(town);
        (await town.Supervisor.Post($"{at}/assign", new { assignee = new { subject = "agent:lea", name = "Léa Petit" } })).Is(200);
        var (_, _, other) = await Opened(town);
        (await town.Supervisor.Post($"{other}/assign", new { assignee = "agent:lea" })).Is(200);
        Assert.Equal("Léa Petit", (await town.Supervisor.Get(other)).Json.GetProperty("assignee").GetProperty("name").GetString());
        (await town.Supervisor.Post($"{other}/assign", new { assignee = "team:astreinte" })).Is(200);
        Assert.Equal("team:astreinte", (await town.Supervisor.Get("/api/requests?assignee=team:astreinte")).Items.Single().GetProperty("assignee").GetString());
        (await town.Supervisor.Post($"{other}/assign", new { assignee = "" })).Refuses(422, "not-acceptable");
        (await town.Supervisor.Post($"{other}/assign", new { assignee = 7 })).Refuses(422, "not-acceptable");
        (await town.Supervisor.Post($"{other}/assign", new { assignee = new { subject = "agent:x", role = "supervisor" } })).Refuses(422, "not-acceptable");
    }

    [Fact]
    public async Task APriorityIsOneOfThree()
    {
        var town = await silo.Town();
        var (_, _, at) = await Opened(town);
        (await town.Supervisor.Post($"{at}/priority", new { priority = "urgent" })).Is(200);
        Assert.Equal("urgent", (await town.Supervisor.Get(at))["priority"]);
        (await town.Supervisor.Post($"{at}/priority", new { priority = "vip" })).Refuses(422, "not-acceptable");
        (await town.Supervisor.Post($"{at}/priority", new { })).Refuses(422, "not-acceptable");
    }

    [Fact]
    public async Task TheSecondOfTwoAgentsIsToldWhoAnsweredAndTheCitizenReadsBothAnswers()
    {
        var town = await silo.Town();
        var (_, opened, at) = await Opened(town);
        var lea = town.As(Platform.Gateway.Contracts.Roles.Supervisor, "agent:lea");
        (await lea.Post($"{at}/answer", new { text = "Réparé demain.", version = 1 })).Is(200);
        var told = (await town.Supervisor.Post($"{at}/answer", new { text = "C'est prévu jeudi.", version = 1 })).Refuses(409, "changed-meanwhile");
        Assert.Equal(("Camille", "request-answered"), (told["who"], told["fact"]));
        (await town.Supervisor.Post($"{at}/answer", new { text = "C'est prévu jeudi.", version = int.Parse(told["version"]!) })).Is(200);
        var tracked = (await town.Visitor.Post("/api/tracking", new { code = opened["trackingCode"] })).Is(200);
        Assert.Equal(["Réparé demain.", "C'est prévu jeudi."], tracked.Json.GetProperty("answers").EnumerateArray().Select(answer => answer.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task ARequestIsClosedWithAnAnswerSinceItWasReopened()
    {
        var town = await silo.Town();
        var (_, _, at) = await Opened(town);
        (await town.Supervisor.Post($"{at}/answer", new { text = "Réparé.", close = true })).Is(200);
        (await town.Supervisor.Post($"{at}/reopen", new { reason = "Encore" })).Is(200);
        (await town.Supervisor.Post($"{at}/close", new { })).Refuses(409, "answer-first");
        (await town.Supervisor.Post($"{at}/close", new { reason = "\u200b\u00a0" })).Refuses(409, "answer-first");
        (await town.Supervisor.Post($"{at}/answer", new { text = "\u2800" })).Refuses(422, "not-acceptable");
    }

    [Fact]
    public async Task TwoRequestsOfOnePersonBecomeOneAndTheOlderStays()
    {
        var town = await silo.Town();
        var (_, first, older) = await Opened(town);
        var (_, second, newer) = await Opened(town, subject: "Lampadaire, encore");
        var (_, foreign, elsewhere) = await Opened(town, mail: "bob@ailleurs.fr");
        (await town.Supervisor.Post($"{older}/merge", new { request = second["request"] })).Refuses(409, "cannot-merge-requests");
        (await town.Supervisor.Post($"{elsewhere}/merge", new { request = first["request"] })).Refuses(409, "cannot-merge-requests");
        (await town.Agent("social").Post($"{newer}/merge", new { request = first["request"] })).Refuses(404, "no-such-request");
        await Task.WhenAll(town.Supervisor.Post($"{older}/merge", new { request = second["request"] }), town.Supervisor.Post($"{newer}/merge", new { request = first["request"] }));
        Assert.Equal(("open", "closed"), ((await town.Supervisor.Get(older))["status"], (await town.Supervisor.Get(newer))["status"]));
        Assert.Equal(second["number"], (await town.Supervisor.Get(older)).Json.GetProperty("links")[0].GetProperty("number").GetString());
        Assert.Equal(first["number"], (await town.Visitor.Post("/api/tracking", new { code = second["trackingCode"] }))["mergedInto"]);
        (await town.Supervisor.Post($"{elsewhere}/links", new { request = first["request"] })).Is(200);
        Assert.Equal(2, (await town.Supervisor.Get(older)).Json.GetProperty("links").GetArrayLength());
    }

    [Fact]
    public async Task AColleagueIsAskedUntilTheyReply()
    {
        var town = await silo.Town();
        var (_, _, at) = await Opened(town);
        (await town.Agent("*").Post($"{at}/ask", new { colleague = "agent:sylvie", question = "Est-ce à nous ?" })).Is(200);
        Assert.Equal("agent:sylvie", (await town.Supervisor.Get(at)).Json.GetProperty("asked").GetProperty("subject").GetString());
        (await town.Supervisor.Post($"{at}/notes", new { text = "Oui." })).Is(200);
        Assert.False((await town.Supervisor.Get(at)).Json.TryGetProperty("asked", out _));
        (await town.Agent("*").Post($"{at}/ask", new { colleague = "agent:sylvie", question = " " })).Refuses(422, "not-acceptable");
    }

    [Fact]
    public async Task AContactJoinsAnOpenRequest()
    {
        var town = await silo.Town();
        var (citizen, opened, at) = await Opened(town);
        var body = new { citizen = new { email = "ada@exemple.fr" }, channel = "email", subject = "Toujours éteint", request = opened["request"] };
        var receipt = (await town.Agent("cadre-de-vie").Post("/api/contacts", body, key: "again")).Is(201);
        Assert.Equal(citizen, receipt["citizen"]);
        Assert.Equal(receipt.Text, (await town.Agent("cadre-de-vie").Post("/api/contacts", body, key: "again")).Is(201).Text);
        var joined = Assert.Single((await town.Supervisor.Get(at)).Json.GetProperty("contacts").EnumerateArray());
        Assert.Equal(receipt["version"], joined.GetProperty("version").ToString());
    }

    [Fact]
    public async Task AContactThatCannotJoinIsNotRecorded()
    {
        var town = await silo.Town();
        var (citizen, opened, at) = await Opened(town);
        object Joining(string? request) => new { citizen = new { email = "ada@exemple.fr" }, channel = "email", subject = "s", request };
        (await town.Agent("social").Post("/api/contacts", Joining(opened["request"]))).Refuses(404, "no-such-request");
        (await town.Machine("contacts:write").Post("/api/contacts", Joining(opened["request"]))).Refuses(403, "not-allowed");
        (await town.Supervisor.Post("/api/contacts", Joining("01900000-0000-7000-8000-000000000000"))).Refuses(404, "no-such-request");
        (await town.Supervisor.Post("/api/contacts", Joining("26-K7PMQ3X"))).Refuses(404, "no-such-request");
        (await town.Supervisor.Post($"{at}/close", new { reason = "Doublon." })).Is(200);
        (await town.Supervisor.Post("/api/contacts", Joining(opened["request"]))).Refuses(409, "already-closed");
        Assert.DoesNotContain((await town.Supervisor.Get($"/api/citizens/{citizen}/history")).Items, item => item.TryGetProperty("subject", out var said) && said.GetString() == "s");
    }

    [Fact]
    public async Task ARequestIsFoundByWhatTheListSaysOfIt()
    {
        var town = await silo.Town();
        var (citizen, opened, at) = await Opened(town);
        await Opened(town, "aide-sociale", "bob@ailleurs.fr", "Aide");
        var item = (await town.Program.Get($"/api/requests?number={opened["number"]!.ToLowerInvariant()}")).Is(200).Items.Single();
        Assert.Equal(
            (opened["number"], "Lampadaire en panne", citizen, "voirie", "open", "phone"),
            (Text(item, "number"), Text(item, "subject"), Text(item, "citizen"), Text(item, "service"), Text(item, "status"), Text(item, "channel")));
        Assert.Equal(TimeSpan.FromHours(72), item.GetProperty("dueAt").GetDateTimeOffset() - item.GetProperty("openedAt").GetDateTimeOffset());
        foreach (var query in new[] { $"citizen={citizen}", "service=voirie", "channel=phone&service=voirie", $"citizen={citizen}&from=2020-01-01&to=2999-01-01", $"from=2020-01-01T00:00:00Z&citizen={citizen}" })
            Assert.Equal(opened["request"], Text((await town.Program.Get("/api/requests?" + query)).Is(200).Items.Single(), "id"));
        foreach (var query in new[] { "channel=post", "number=26-ZZZZZZZ", "number=x", "to=2020-01-01", "from=2999-01-01", "citizen=01900000-0000-7000-8000-000000000000" })
            Assert.Empty((await town.Program.Get("/api/requests?" + query)).Is(200).Items);
        (await town.Supervisor.Post($"{at}/answer", new { text = "Réparé." })).Is(200);
        Assert.Null(Text((await town.Program.Get("/api/requests?service=voirie")).Items.Single(), "dueAt"));
    }

    [Theory]
    [InlineData("statut=open")]
    [InlineData("Status=open&q=x")]
    [InlineData("citizen=ada")]
    [InlineData("from=hier")]
    [InlineData("to=2026-13-01")]
    [InlineData("from=2026-03-01T08:00:00")]
    [InlineData("sort=name")]
    [InlineData("channel=pigeon")]
    public async Task WhatTheListDoesNotKnowIsRefusedWithASentence(string query) =>
        (await (await silo.Town()).Program.Get("/api/requests?" + query)).Refuses(400, "bad-parameter");

    [Fact]
    public async Task TheWorklistHasUrgentOnesAboveAndTheOldestPromiseFirst()
    {
        var town = await silo.Town();
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
            ids.Add((await Opened(town)).Request["request"]!);
        (await town.Supervisor.Post($"/api/requests/{ids[3]}/priority", new { priority = "urgent" })).Is(200);
        (await town.Supervisor.Post($"/api/requests/{ids[0]}/answer", new { text = "Réparé." })).Is(200);
        var seen = new List<string?>();
        for (string? next = "/api/requests?sort=dueAt&limit=2"; next is not null;)
        {
            var page = (await town.Program.Get(next)).Is(200);
            seen.AddRange(page.Items.Select(item => Text(item, "id")));
            next = page.Json.GetProperty("next").GetString();
        }
        Assert.Equal([ids[3], ids[1], ids[2], ids[4], ids[0]], seen);
        Assert.Equal(ids, (await town.Program.Get("/api/requests?sort=openedAt")).Items.Select(item => Text(item, "id")));
    }

    static string? Text(System.Text.Json.JsonElement item, string member) => item.TryGetProperty(member, out var value) ? value.GetString() : null;
}
