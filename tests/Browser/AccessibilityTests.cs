using Platform.Tests.Architecture;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Platform.Tests.Browser;

/// <summary>Every page passes axe's rules of WCAG 2.2 AA, on a wide and a narrow screen, under two brands, and never scrolls sideways.</summary>
/// <remarks>The same walk makes the pictures of <c>docs/screenshots</c>, when asked:
/// <c>SCREENSHOTS=docs/screenshots dotnet test --project tests --filter-class "*.AccessibilityTests"</c>.</remarks>
[Collection("pages"), Trait("Speed", "Slow")]
public sealed class AccessibilityTests(BrowserFixture town)
{
    static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    [Theory]
    [InlineData("saint-aubin", 1280)]
    [InlineData("saint-aubin", 390)]
    [InlineData("haute-lys", 1280)]
    [InlineData("haute-lys", 390)]
    public async Task EveryPageIsForEveryone(string tenant, int width)
    {
        var journey = new PageTour(town, tenant, width);
        var checkedPages = 0;
        await foreach (var (name, page) in journey.EveryPage())
        {
            await Check(page, name, tenant, width);
            checkedPages++;
        }
        Assert.Equal(PageTour.Names.Count, checkedPages);
    }

    /// <summary>Checks a page as it stands, and makes its picture where that is asked for.</summary>
    internal static async Task Check(IPage page, string name, string tenant, int width)
    {
        var found = await page.RunAxe(Rules);
        Assert.True(found.Violations.Length == 0, $"{name} at {width}: {Told(found)}");
        var wide = await page.EvaluateAsync<string>(
            "document.documentElement.scrollWidth <= innerWidth ? '' : [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('[tabindex=\"0\"]')).slice(0, 6).map(e => e.tagName + '.' + e.className).join(' ')");
        Assert.True(wide == "", $"{name} at {width} scrolls sideways: {wide}");
        Assert.Matches(new Regex("^(fr|en)$"), await page.Locator("html").GetAttributeAsync("lang") ?? "");
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
            await Portray(page, Path.Combine(SourceTree.Root, folder, $"{name}-{tenant}-{(width > 600 ? "wide" : "narrow")}.png"));
    }

    static async Task Portray(IPage page, string path)
    {
        // What is live stands still for its picture.
        await page.EvaluateAsync("""
            async () => {
              document.addEventListener("htmx:sseBeforeMessage", news => news.preventDefault());
              document.activeElement?.blur(); scrollTo(0, 0); await document.fonts.ready;
            }
            """);
        await page.ScreenshotAsync(new() { Path = path, FullPage = true, Animations = ScreenshotAnimations.Disabled });
    }

    static string Told(AxeResult found) => string.Join("; ", found.Violations.Select(violation =>
        $"{violation.Id} ({violation.Help}): {string.Join(", ", violation.Nodes.Take(3).Select(node => node.Html))}"));
}
