using Platform.Grains.EventSourcing;

namespace Platform.Tests.Web.Api;

[Collection(SiloCollection.Name)]
public sealed class ContactTests(SiloFixture silo)
{
    [Fact]
    public async Task AContactIsAnsweredWithItsPlaceInTheOneHistory()
    {
        var town = await silo.Town();
        var receipt = (await town.Program.Calls("ada@exemple.fr")).Is(201);
        Assert.Equal("1", receipt["version"]);
        Assert.Equal($"/api/citizens/{receipt["citizen"]}/history?after=0&limit=1", receipt.Headers.Location!.ToString());

        var line = Assert.Single((await town.Program.Get(receipt.Headers.Location.ToString())).Is(200).Items);
        Assert.Equal("contact-recorded", line.GetProperty("type").GetString());
        Assert.Equal("phone", line.GetProperty("channel").GetString());
        Assert.Equal("Lampadaire en panne", line.GetProperty("subject").GetString());
        Assert.Equal("Rue des Lilas.", line.GetProperty("body").GetString());
        Assert.Equal(receipt["at"], line.GetProperty("at").GetString());
    }

    [Fact]
    public async Task AByteOrderMarkBeforeABodyIsPassedOver()
    {
        var town = await silo.Town();
        var receipt = (await town.Program.Post("/api/contacts", "\ufeff{\"citizen\":{\"email\":\"bom@exemple.fr\"},\"channel\":\"web\",\"subject\":\"s\"}")).Is(201);
        (await town.Program.Post($"/api/citizens/{receipt["citizen"]}/notes", "\ufeff{\"text\":\"Vu.\"}")).Is(201);
        (await town.Program.Post("/api/contacts", "\ufeff")).Is(400);
    }

    [Fact]
    public async Task ACorrectionSaysWhatItGivesUp()
    {
        var town = await silo.Town();
        var receipt = (await town.Program.Post("/api/contacts", new { citizen = new { email = "c8@exemple.fr", phone = "06 42 11 22 33" }, channel = "phone", subject = "s" })).Is(201);
        var path = $"/api/citizens/{receipt["citizen"]}";
        Assert.Equal("2", (await town.Program.Post(path + "/corrections", new { phone = "" })).Is(201)["version"]);
        Assert.False((await town.Program.Get(path)).Is(200).Json.GetProperty("identity").TryGetProperty("phone", out _));
        (await town.Program.Post(path + "/corrections", new { })).Is(422);
        (await town.Program.Post(path + "/corrections", new { phone = "06 42 11 22" })).Is(422);
    }

    [Fact]
    public async Task WhatIsPastedFromASpreadsheetIsTaken()
    {
        var town = await silo.Town();
        var receipt = (await town.Program.Post("/api/contacts", new
        {
            citizen = new { name = "Roy\tGilles", email = "roy@exemple.fr" }, channel = "web", subject = "Rue\tdes Lilas", body = "un\vdeux\ftrois",
        })).Is(201);
        Assert.Equal("Roy Gilles", (await town.Program.Get($"/api/citizens/{receipt["citizen"]}")).Is(200).Json.GetProperty("identity").GetProperty("name").GetString());
        var line = Assert.Single((await town.Program.Get(receipt.Headers.Location!.ToString())).Items);
        Assert.Equal(("Rue des Lilas", "un\ndeux\ntrois"), (line.GetProperty("subject").GetString(), line.GetProperty("body").GetString()));
    }

    [Fact]
    public async Task WhoWritesAgainMeetsTheSameFile()
    {
        var town = await silo.Town();
        var first = (await town.Program.Calls("ada@exemple.fr")).Is(201);
        var second = (await town.Program.Calls("ADA@Exemple.fr", "Toujours en panne")).Is(201);
        Assert.Equal((first["citizen"], "2"), (second["citizen"], second["version"]));
        var third = (await town.Program.Post("/api/contacts", new { citizen = new { id = first["citizen"] }, channel = "counter", subject = "Encore" })).Is(201);
        Assert.Equal((first["citizen"], "3"), (third["citizen"], third["version"]));
    }

    [Fact]
    public async Task TheSameKeyGivesTheSameReceiptAndCountsOnce()
    {
        var town = await silo.Town();
        var first = (await town.Program.Calls("ada@exemple.fr", key: "once")).Is(201);
        var again = (await town.Program.Calls("ada@exemple.fr", key: "once")).Is(201);
        Assert.Equal(first.Text, again.Text);
        Assert.Single((await town.Program.Get($"/api/citizens/{first["citizen"]}/history")).Items);
    }

    [Fact]
    public async Task TheSameKeyForSomethingElseIsRefused()
    {
        var town = await silo.Town();
        var first = (await town.Program.Calls("ada@exemple.fr", key: "once")).Is(201);
        (await town.Program.Calls("ada@exemple.fr", "Autre chose", key: "once")).Refuses(422, "command-reused");
        Assert.Single((await town.Program.Get($"/api/citizens/{first["citizen"]}/history")).Items);
    }

    [Fact]
    public async Task OneCallersKeyNeverMeetsAnothersAnswer()
    {
        var town = await silo.Town();
        var mine = (await town.Program.Calls("ada@exemple.fr", key: "k")).Is(201);
        var theirs = (await town.Supervisor.Calls("bob@exemple.fr", key: "k")).Is(201);
        Assert.NotEqual(mine["citizen"], theirs["citizen"]);
    }

    [Fact]
    public async Task AHistoryIsReadByPagesThatLeadOn()
    {
        var town = await silo.Town();
        string? citizen = null;
        for (var i = 1; i <= 5; i++)
            citizen = (await town.Program.Calls("ada@exemple.fr", $"Appel {i}")).Is(201)["citizen"];
        var versions = new List<int>();
        for (string? next = $"/api/citizens/{citizen}/history?limit=2"; next is not null;)
        {
            var page = (await town.Program.Get(next)).Is(200);
            versions.AddRange(page.Items.Select(item => item.GetProperty("version").GetInt32()));
            next = page.Json.GetProperty("next").GetString();
        }
        Assert.Equal([1, 2, 3, 4, 5], versions);
    }

    [Fact]
    public async Task TheSentenceIsInTheLanguageOfWhoAsks()
    {
        var town = await silo.Town();
        Assert.Contains("vide", (await town.Program.Post("/api/contacts", "", language: "de, fr;q=0.5, en;q=0.2")).Refuses(400, "empty-body")["detail"]);
        Assert.Contains("empty", (await town.Program.Post("/api/contacts", "", language: "en-GB")).Refuses(400, "empty-body")["detail"]);
        Assert.Contains("vide", (await town.Program.Post("/api/contacts", "")).Refuses(400, "empty-body")["detail"]);
    }
}
