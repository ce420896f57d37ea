using Microsoft.Playwright;
using Platform.Grains.EventSourcing;
using static Microsoft.Playwright.Assertions;

namespace Platform.Tests.Browser;

/// <summary>Whatever a citizen writes is text to an agent's browser, and runs nothing.</summary>
[Collection("pages"), Trait("Speed", "Slow")]
public sealed class ScriptTests(BrowserFixture town)
{
    static readonly string[] Corpus =
    [
        "<script>hit=1</script>", "\"><script>hit=1</script>", "<img src=x onerror=hit=1>", "<svg/onload=hit=1>", "<svg><script>hit=1</script></svg>",
        "'\"><iframe srcdoc='<script>parent.hit=1</script>'>", "</textarea><script>hit=1</script>", "</title><script>hit=1</script>",
        "<a href=\"javascript:hit=1\">x</a>", "<details open ontoggle=hit=1>", "<input autofocus onfocus=hit=1>", "<body onload=hit=1>",
        "<math><mtext></form><form><mglyph><style></math><img src onerror=hit=1>", "{{constructor.constructor('hit=1')()}}", "${hit=1}",
        "<div hx-get=/desk hx-trigger=load hx-on::load=hit=1>", "<div hx-on:click=hit=1 hx-trigger=load>", "<!--><script>hit=1</script>-->",
        "&lt;script&gt;hit=1&lt;/script&gt;", "<style>@import'//x';</style>", "<link rel=stylesheet href=//x>", "<meta http-equiv=refresh content=0>",
        "<base href=//x>", "x\u2028<script>hit=1</script>",
    ];

    [Fact]
    public async Task WhatIsWrittenIsShownAsItIsWritten()
    {
        var page = await town.SignIn("saint-aubin", "Camille Durand");
        var dialogs = 0;
        page.Dialog += (_, dialog) => { dialogs++; _ = dialog.DismissAsync(); };
        foreach (var evil in Corpus)
        {
            await DeskTests.Record(page, evil, evil, evil);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(evil);
            await Expect(page.Locator(".history .what strong").First).ToHaveTextAsync(evil);
            await Expect(page.Locator(".history .said").First).ToHaveTextAsync(evil);
            await page.GetByRole(AriaRole.Link, new() { Name = "Ouvrir une demande" }).First.ClickAsync();
            // What was written is kept with one sort of line end.
            Assert.Equal(evil.ReplaceLineEndings("\n"), await page.Locator("#description").InputValueAsync());
            Assert.True(await page.EvaluateAsync<bool>("typeof hit === 'undefined'"), evil);
        }
        Assert.Equal(0, dialogs);
    }

    [Fact]
    public async Task AFormThatComesBackKeepsItAsText()
    {
        var page = await town.Visit("saint-aubin");
        foreach (var evil in Corpus)
        {
            await page.GotoAsync("/contact");
            await page.Locator("#subject").FillAsync(evil);
            await page.Locator("#body").FillAsync(evil);
            await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
            Assert.Equal(evil, await page.Locator("#body").InputValueAsync());
            Assert.True(await page.EvaluateAsync<bool>("typeof hit === 'undefined'"), evil);
        }
    }

    [Fact]
    public async Task NothingComesFromElsewhere()
    {
        var page = await town.SignIn("saint-aubin", "Camille Durand");
        var foreign = new List<string>();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(town.Address("saint-aubin"), StringComparison.Ordinal))
                foreign.Add(request.Url);
        };
        var complaints = new List<string>();
        page.Console += (_, said) => { if (said.Type is "error") complaints.Add(said.Text); };
        foreach (var address in new[] { "/", "/contact", "/tracking", "/services/voirie", "/desk", "/desk/requests", "/desk/record" })
            await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.Empty(foreign);
        Assert.Empty(complaints);
    }
}
