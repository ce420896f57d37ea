using Microsoft.Playwright;

namespace Platform.Tests.Browser;

/// <summary>The running platform with one browser before it, for all tests of pages.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    RunningPlatform _platform = null!;
    IPlaywright _playwright = null!;
    IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _platform = await RunningPlatform.Start();
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(30_000);
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium(), Args = ["--no-sandbox", "--disable-gpu"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_platform is not null)
            await _platform.DisposeAsync();
    }

    public string Address(string tenant, int? port = null) => $"http://{tenant}.localhost:{port ?? _platform.Port}";

    /// <summary>A browser window of someone who was never here; before another platform, where a port is named.</summary>
    public async Task<IPage> Visit(string tenant, bool script = true, int width = 1280, string language = "fr-FR", int? port = null)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = Address(tenant, port), JavaScriptEnabled = script, Locale = language, ViewportSize = new() { Width = width, Height = 900 },
        });
        // Deadlines, not measures: a machine that is shared is sometimes busy with something else.
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }

    /// <summary>The same, of someone who signs in.</summary>
    public async Task<IPage> SignIn(string tenant, string name, bool script = true, int width = 1280, int? port = null)
    {
        var page = await Visit(tenant, script, width, port: port);
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
        await page.WaitForURLAsync(address => !address.EndsWith("/sign-in", StringComparison.Ordinal));
        return page;
    }

    /// <summary>Sends a form as the page itself would, and answers the status and the page that came.</summary>
    public static async Task<(int Status, string Text)> Post(IPage page, string address, IReadOnlyDictionary<string, string> fields)
    {
        var answer = await page.EvaluateAsync<System.Text.Json.JsonElement>(
            """
            async ([address, fields]) => {
              const answer = await fetch(address, { method: "POST", body: new URLSearchParams(fields) });
              return { status: answer.status, text: await answer.text() };
            }
            """, new object[] { address, fields });
        return (answer.GetProperty("status").GetInt32(), answer.GetProperty("text").GetString()!);
    }

    static string Chromium() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/bin")
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("The browser tests need Chromium on the PATH. Install it, or run ./test.sh.");
}

/// <summary>Tests of pages come one after the other: they share a browser, and two of them would only wait for each other.</summary>
[CollectionDefinition("pages")]
public sealed class PagesCollection : ICollectionFixture<BrowserFixture>;
